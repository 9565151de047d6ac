package io.ringfence.simulation;

import io.ringfence.axon.gate.Ledger;
import io.ringfence.axon.gate.LedgerKey;
import io.ringfence.axon.gate.PendingOutcomes;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Pending;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;

/** The ledger as a table. */
final class LedgerInMemory implements Ledger, PendingOutcomes {
    private final Table<LedgerKey, Recorded> rows;

    private LedgerInMemory(Table<LedgerKey, Recorded> rows) {
        this.rows = rows;
    }

    static LedgerInMemory in(Store store) {
        return new LedgerInMemory(store.table());
    }

    @Override
    public Map<LedgerKey, Recorded> find(Collection<LedgerKey> keys) {
        Map<LedgerKey, Recorded> found = new HashMap<>();
        for (LedgerKey key : keys) {
            Recorded row = rows.get(key);
            if (row != null) {
                found.put(key, row);
            }
        }
        return found;
    }

    @Override
    public void record(List<Entry> entries) {
        for (Entry entry : entries) {
            LedgerKey key = LedgerKey.of(entry.submission());
            if (rows.get(key) != null) {
                throw new ConcurrencyException("another process has recorded one of these commands");
            }
            rows.put(key, new Recorded(entry.submission().digest(), entry.outcome()));
        }
    }

    @Override
    public void conclude(Revision attempt, Outcome outcome) {
        for (LedgerKey key : rows.keys()) {
            Recorded row = rows.get(key);
            if (row != null
                    && row.outcome() instanceof Pending pending
                    && pending.attempt().equals(attempt)) {
                rows.put(key, new Recorded(row.digest(), outcome));
            }
        }
    }

    /** What is recorded under a key; for whoever looks at the end. */
    Map<LedgerKey, Recorded> all() {
        Map<LedgerKey, Recorded> all = new HashMap<>();
        for (LedgerKey key : rows.keys()) {
            all.putAll(find(List.of(key)));
        }
        return all;
    }
}
