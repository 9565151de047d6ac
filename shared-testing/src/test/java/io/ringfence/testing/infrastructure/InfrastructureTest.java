package io.ringfence.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.wire.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class InfrastructureTest {
    private final Infrastructure infrastructure = Infrastructure.shared();

    @Test
    void everyTopicIsThere() throws Exception {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, infrastructure.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS))
                    .containsAll(
                            Topics.ALL.stream().map(Topics.Definition::name).toList());
        }
    }

    @Test
    void aRowIsThereForTheNextConnection() throws SQLException {
        Database database = infrastructure.database("rows");

        execute(database, "create table note (text text); insert into note values ('written')");

        assertThat(query(database, "select text from note")).isEqualTo("written");
    }

    @Test
    void twoDatabasesOfOneNameAreApart() throws SQLException {
        Database one = infrastructure.database("rows");
        Database other = infrastructure.database("rows");

        execute(one, "create table note (text text)");

        assertThatThrownBy(() -> query(other, "select text from note")).hasMessageContaining("does not exist");
    }

    @Test
    void theWholeJvmSharesOne() {
        assertThat(Infrastructure.shared().bootstrapServers()).isEqualTo(infrastructure.bootstrapServers());
    }

    @Test
    void aQuarkusTestIsPointedAtItsOwnDatabase() throws SQLException {
        InfrastructureResource resource = new InfrastructureResource();
        resource.init(Map.of("database", "rule_service"));

        Map<String, String> settings = resource.start();

        assertThat(settings).containsEntry("kafka.bootstrap.servers", infrastructure.bootstrapServers());
        String url = settings.get("quarkus.datasource.jdbc.url");
        assertThat(url).isEqualTo("jdbc:" + settings.get("quarkus.datasource.reactive.url"));
        try (Connection connection = DriverManager.getConnection(
                url, settings.get("quarkus.datasource.username"), settings.get("quarkus.datasource.password"))) {
            assertThat(connection.getCatalog()).startsWith("rule_service_");
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
