package io.ringfence.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");

    /** One for all tests, as initialising it takes seconds. */
    @TempDir
    static Path directory;

    @TempDir
    Path ownDirectory;

    @Test
    void committedMeansOnDisk() throws Exception {
        try (PostgresServer server = start(directory)) {
            assertThat(query(server, "postgres", "show fsync")).isEqualTo("on");
            assertThat(query(server, "postgres", "show synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "postgres", "show full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void databasesAndRowsOutliveARestart() throws Exception {
        List<String> names = List.of("first_service", "second_service");
        try (PostgresServer server = start(directory)) {
            server.createDatabases(names);
            execute(server, "first_service", "create table note (text text); insert into note values ('kept')");
        }

        try (PostgresServer server = start(directory)) {
            server.createDatabases(names);

            assertThat(query(server, "first_service", "select text from note")).isEqualTo("kept");
        }
    }

    @Test
    void aLeftoverProcessNumberThatBelongsToAnotherProgramIsNotTouched() throws Exception {
        start(directory).close();
        long ourselves = ProcessHandle.current().pid();
        Files.writeString(directory.resolve("data").resolve("postmaster.pid"), ourselves + "\n");

        try (PostgresServer server = start(directory)) {
            assertThat(query(server, "postgres", "select 'serving'")).isEqualTo("serving");
        }
    }

    @Test
    void anInitialisationCutShortIsBegunAgain() throws Exception {
        Files.createDirectories(ownDirectory.resolve("data"));
        Files.writeString(ownDirectory.resolve("data").resolve("postgresql.conf"), "max_connections = 7\n");

        try (PostgresServer server = start(ownDirectory)) {
            assertThat(query(server, "postgres", "select 'serving'")).isEqualTo("serving");
        }
    }

    @Test
    void aTakenPortIsNamedInTheError() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PostgresServer.start(directory, BINARIES, taken.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                    .hasMessageContaining("PostgreSQL");
        }
    }

    private static PostgresServer start(Path directory) throws IOException {
        return PostgresServer.start(directory, BINARIES, LoopbackPort.findFree());
    }

    private static String query(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), PostgresServer.USER, "");
    }
}
