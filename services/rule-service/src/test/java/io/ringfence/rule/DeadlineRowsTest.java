package io.ringfence.rule;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class DeadlineRowsTest extends DeadlinesContract {
    private static final RuleDatabase DATABASE = RuleDatabase.fresh();
    private static final JdbcTransactions TRANSACTIONS = DATABASE.transactions();

    private final Deadlines rows = new DeadlineRows(TRANSACTIONS);

    @BeforeAll
    static void learnTheGroup() {
        DATABASE.learn(Sample.WEB);
    }

    @BeforeEach
    void empty() {
        DATABASE.execute("truncate rule_deadline");
    }

    @Override
    Deadlines deadlines() {
        return new Deadlines() {
            @Override
            public void change(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
                committed(() -> {
                    rows.change(group, gone, come);
                    return true;
                });
            }

            @Override
            public List<Deadline> passed(Instant at, int most) {
                return committed(() -> rows.passed(at, most));
            }

            @Override
            public Optional<Instant> next() {
                return committed(rows::next);
            }
        };
    }

    private static <T> T committed(Supplier<T> work) {
        return TRANSACTIONS.inTransaction(connection -> work.get());
    }
}
