package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The limit of groups, on the service's own connections. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "group_service"))
class GroupCountRowsTest {
    private static final int LIMIT = 3;

    private final AgroalDataSource source;
    private final JdbcTransactions transactions;
    private final GroupCountRows count;
    private final AccountId account = new AccountId("a" + UUID.randomUUID());

    @Inject
    GroupCountRowsTest(AgroalDataSource source, JdbcTransactions transactions) {
        this.source = source;
        this.transactions = transactions;
        this.count = new GroupCountRows(transactions, LIMIT);
    }

    @Test
    void the_one_beyond_the_limit_is_refused_with_the_limit_and_the_count() {
        addAll(LIMIT);

        assertThatThrownBy(() -> addAll(1)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            Problem problem = refusal.problem();
            assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED);
            assertThat(problem.limit()).isEqualTo(LIMIT);
            assertThat(problem.count()).isEqualTo(LIMIT + 1);
        });
    }

    @Test
    void a_place_that_is_given_back_can_be_taken_again() {
        addAll(LIMIT);
        transactions.inTransaction(connection -> {
            count.remove(account, RegionId.DEFAULT);
            return account;
        });

        addAll(1);
        assertThatThrownBy(() -> addAll(1)).isInstanceOf(Refusal.class);
    }

    @Test
    void regions_and_accounts_are_counted_apart() {
        addAll(LIMIT);

        add(account, new RegionId("elsewhere"));
        add(new AccountId("b" + UUID.randomUUID()), RegionId.DEFAULT);
    }

    @Test
    void creations_at_the_same_time_cannot_pass_the_limit_together() {
        AtomicInteger added = new AtomicInteger();

        IntStream.range(0, 10).parallel().forEach(i -> {
            try {
                addAll(1);
                added.incrementAndGet();
            } catch (Refusal refusal) {
                assertThat(refusal.problem().code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED);
            }
        });

        assertThat(added).hasValue(LIMIT);
    }

    @Test
    void no_statement_and_no_idle_transaction_may_take_longer_than_ten_seconds() throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(shown(connection, "statement_timeout")).isEqualTo("10s");
            assertThat(shown(connection, "idle_in_transaction_session_timeout")).isEqualTo("10s");
        }
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private void addAll(int groups) {
        IntStream.range(0, groups).forEach(i -> add(account, RegionId.DEFAULT));
    }

    private void add(AccountId owner, RegionId region) {
        transactions.inTransaction(connection -> {
            count.add(owner, region);
            return owner;
        });
    }
}
