package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.time.Ids;
import io.ringfence.events.group.DeletionPart;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.testing.infrastructure.BlockedTransactions;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.common.transaction.Transaction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DeletionAttemptRowsTest extends DeletionAttemptsContract {
    private static final String TABLES = "/db/migration/V101__deletion_attempt.sql";
    private static final int RACES = 20;

    private static final PGSimpleDataSource SOURCE = new PGSimpleDataSource();
    private static final JdbcTransactions HERE = new JdbcTransactions(SOURCE);
    private static final JdbcTransactions ELSEWHERE = new JdbcTransactions(SOURCE);

    private final DeletionAttempts here = new DeletionAttemptRows(HERE);
    private final DeletionAttempts elsewhere = new DeletionAttemptRows(ELSEWHERE);

    @BeforeAll
    static void makeTheTables() throws IOException {
        Database database = Infrastructure.shared().database("deletion_attempts");
        SOURCE.setUrl(database.jdbcUrl());
        SOURCE.setUser(database.user());
        SOURCE.setPassword(database.password());
        try (InputStream tables = DeletionAttemptRowsTest.class.getResourceAsStream(TABLES)) {
            String sql = new String(Objects.requireNonNull(tables).readAllBytes(), StandardCharsets.UTF_8);
            HERE.inTransaction(connection -> connection.createStatement().execute(sql));
        }
    }

    @Override
    DeletionAttempts attempts() {
        return new DeletionAttempts() {
            @Override
            public void begin(SecurityGroupId id, long attempt) {
                in(HERE, () -> {
                    here.begin(id, attempt);
                    return true;
                });
            }

            @Override
            public boolean join(SecurityGroupId id, long attempt) {
                return in(HERE, () -> here.join(id, attempt));
            }

            @Override
            public Optional<Answers> answer(SecurityGroupId id, long attempt, DeletionPart part, Held answer) {
                return in(HERE, () -> here.answer(id, attempt, part, answer));
            }

            @Override
            public void end(SecurityGroupId id, long attempt) {
                in(HERE, () -> {
                    here.end(id, attempt);
                    return true;
                });
            }
        };
    }

    private static <T> T in(JdbcTransactions transactions, Supplier<T> work) {
        return transactions.inTransaction(connection -> work.get());
    }

    @Test
    void of_two_answers_at_once_by_two_writers_exactly_one_sees_both() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                SecurityGroupId raced = new Ids().securityGroup();
                attempts().begin(raced, 2);
                CyclicBarrier start = new CyclicBarrier(2);

                Future<Answers> rules = threads.submit(() -> {
                    start.await(20, TimeUnit.SECONDS);
                    return in(HERE, () -> here.answer(raced, 2, DeletionPart.RULES, FREE))
                            .orElseThrow();
                });
                Future<Answers> membership = threads.submit(() -> {
                    start.await(20, TimeUnit.SECONDS);
                    return in(ELSEWHERE, () -> elsewhere.answer(raced, 2, DeletionPart.MEMBERSHIP, FREE))
                            .orElseThrow();
                });

                assertThat(List.of(rules.get(20, TimeUnit.SECONDS), membership.get(20, TimeUnit.SECONDS)))
                        .filteredOn(Answers::isComplete)
                        .hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void who_joins_keeps_the_attempt_from_ending_until_its_own_transaction_has() throws Exception {
        attempts().begin(group, 2);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Transaction joining = HERE.startTransaction();
            assertThat(here.join(group, 2)).isTrue();
            Future<Boolean> ending = threads.submit(() -> in(ELSEWHERE, () -> {
                elsewhere.end(group, 2);
                return elsewhere.join(group, 2);
            }));
            BlockedTransactions.await(SOURCE);
            assertThat(ending.isDone()).isFalse();
            joining.commit();

            assertThat(ending.get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(attempts().join(group, 2)).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }
}
