package io.ringfence.rule;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.PrefixListId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

class ListRowsTest extends ListsContract {
    private static final RuleDatabase DATABASE = RuleDatabase.fresh();
    private static final JdbcTransactions TRANSACTIONS = DATABASE.transactions();

    private final Lists rows = new ListRows(TRANSACTIONS);

    @BeforeEach
    void empty() {
        DATABASE.execute("truncate prefix_list");
    }

    @Override
    Lists lists() {
        return new Lists() {
            @Override
            public Optional<KnownList> find(PrefixListId id) {
                return committed(() -> rows.find(id));
            }

            @Override
            public Map<PrefixListId, Integer> sizes(Set<PrefixListId> ids) {
                return committed(() -> rows.sizes(ids));
            }

            @Override
            public void made(KnownList list) {
                committed(() -> {
                    rows.made(list);
                    return true;
                });
            }

            @Override
            public void gone(PrefixListId id) {
                committed(() -> {
                    rows.gone(id);
                    return true;
                });
            }
        };
    }

    private static <T> T committed(Supplier<T> work) {
        return TRANSACTIONS.inTransaction(connection -> work.get());
    }
}
