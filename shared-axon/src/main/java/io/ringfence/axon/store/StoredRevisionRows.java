package io.ringfence.axon.store;

import io.ringfence.events.value.AggregateRef;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Asks the event table, in the transaction under way. */
public final class StoredRevisionRows implements StoredRevisions {
    private static final String NEWEST = """
            select aggregateidentifier, max(sequencenumber) + 1 from domainevententry
            where aggregateidentifier = any(?) group by aggregateidentifier
            """;

    private final JdbcTransactions transactions;

    public StoredRevisionRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<AggregateRef, Long> of(Collection<AggregateRef> aggregates) {
        Object[] wanted = aggregates.stream().map(AggregateRef::toString).toArray();
        return transactions.call(connection -> {
            Map<AggregateRef, Long> revisions = new HashMap<>();
            try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
                newest.setArray(1, connection.createArrayOf("text", wanted));
                try (ResultSet row = newest.executeQuery()) {
                    while (row.next()) {
                        revisions.put(AggregateRef.parse(row.getString(1)), row.getLong(2));
                    }
                }
            }
            return revisions;
        });
    }
}
