package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceRowsTest extends ReferencesContract {
    private static final RuleDatabase DATABASE = RuleDatabase.fresh();
    private static final JdbcTransactions TRANSACTIONS = DATABASE.transactions();

    private final References rows = new ReferenceRows(TRANSACTIONS);

    @BeforeEach
    void empty() {
        DATABASE.execute("truncate rule_reference");
    }

    @Override
    References references() {
        return new References() {
            @Override
            public void change(SecurityGroupId group, List<Rule> gone, List<Rule> come) {
                committed(() -> {
                    rows.change(group, gone, come);
                    return true;
                });
            }

            @Override
            public Holders holdersOf(SecurityGroupId group, Instant at) {
                return committed(() -> rows.holdersOf(group, at));
            }

            @Override
            public Holders holdersOf(PrefixListId list, Instant at) {
                return committed(() -> rows.holdersOf(list, at));
            }
        };
    }

    private static <T> T committed(Supplier<T> work) {
        return TRANSACTIONS.inTransaction(connection -> work.get());
    }

    @Test
    void aTransactionThatIsRolledBackLeavesNothing() {
        var transaction = TRANSACTIONS.startTransaction();
        rows.change(Sample.WEB, List.of(), List.of(Sample.rule(1, Sample.fromGroup(Sample.DATABASE))));
        transaction.rollback();

        assertThat(DATABASE.count("select count(*) from rule_reference")).isZero();
    }

    @Test
    void aRuleThatNamesNobodyLeavesNoRow() {
        references().change(Sample.WEB, List.of(), List.of(Sample.rule(1, Sample.tcp(80))));

        assertThat(DATABASE.count("select count(*) from rule_reference")).isZero();
    }
}
