package io.ringfence.axon.gate;

import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Pending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** The ledger as rows in PostgreSQL; a batch of commands is one statement. */
public final class LedgerRows implements Ledger, PendingOutcomes {
    private static final String FIND = """
            select account, source, command_id, digest, outcome, pending_on
            from unnest(?::text[], ?::text[], ?::text[]) as wanted (account, source, command_id)
            join command_ledger using (account, source, command_id)
            """;
    // A violated key would abort the whole transaction in PostgreSQL; this waits for the other writer instead.
    private static final String RECORD = """
            insert into command_ledger (account, source, command_id, digest, outcome, pending_on,
                                        actor, channel, command_type, target, trace_parent, decided_at)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            on conflict do nothing
            """;
    // The row moves to the end of what is to be announced.
    private static final String CONCLUDE = """
            update command_ledger
            set outcome = ?, pending_on = null, tx = pg_current_xact_id(),
                position = nextval('command_ledger_position')
            where pending_on = ?
            """;

    private final JdbcTransactions transactions;

    public LedgerRows(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<LedgerKey, Recorded> find(Collection<LedgerKey> keys) {
        List<LedgerKey> wanted = List.copyOf(keys);
        return transactions.call(connection -> {
            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                texts(find, 1, wanted, key -> key.account().value());
                texts(find, 2, wanted, LedgerKey::source);
                texts(find, 3, wanted, LedgerKey::commandId);
                try (ResultSet row = find.executeQuery()) {
                    return recorded(row);
                }
            }
        });
    }

    private static Map<LedgerKey, Recorded> recorded(ResultSet row) throws SQLException {
        Map<LedgerKey, Recorded> found = new HashMap<>();
        while (row.next()) {
            LedgerKey key = new LedgerKey(new AccountId(row.getString(1)), row.getString(2), row.getString(3));
            found.put(key, new Recorded(row.getString(4), OutcomeText.read(row.getString(5), row.getString(6))));
        }
        return found;
    }

    @Override
    public void record(List<Entry> entries) {
        int recorded = transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
                columns(insert, entries);
                return insert.executeUpdate();
            }
        });
        if (recorded < entries.size()) {
            throw new ConcurrencyException("another process has recorded one of these commands");
        }
    }

    private static void columns(PreparedStatement insert, List<Entry> entries) throws SQLException {
        texts(
                insert,
                1,
                entries,
                entry -> entry.submission().requester().account().value());
        texts(insert, 2, entries, entry -> entry.submission().source());
        texts(insert, 3, entries, entry -> entry.submission().commandId());
        texts(insert, 4, entries, entry -> entry.submission().digest());
        texts(insert, 5, entries, entry -> OutcomeText.write(entry.outcome()));
        texts(insert, 6, entries, entry -> pendingOn(entry.outcome()));
        texts(insert, 7, entries, entry -> entry.submission().requester().actor());
        texts(
                insert,
                8,
                entries,
                entry -> entry.submission().requester().channel().text());
        texts(
                insert,
                9,
                entries,
                entry -> entry.submission().command().getClass().getSimpleName());
        texts(
                insert,
                10,
                entries,
                entry -> entry.submission().command().target().toString());
        texts(insert, 11, entries, entry -> entry.submission().traceParent());
        Object[] times = entries.stream().map(Entry::at).toArray();
        insert.setArray(12, insert.getConnection().createArrayOf("bigint", times));
    }

    private static @Nullable String pendingOn(Outcome outcome) {
        return outcome instanceof Pending pending ? pending.attempt().toString() : null;
    }

    private static <T> void texts(
            PreparedStatement statement, int index, List<T> rows, Function<T, @Nullable String> column)
            throws SQLException {
        @Nullable Object[] values = rows.stream().map(column).toArray();
        Connection connection = statement.getConnection();
        statement.setArray(index, connection.createArrayOf("text", values));
    }

    @Override
    public void conclude(Revision attempt, Outcome outcome) {
        transactions.call(connection -> {
            try (PreparedStatement conclude = connection.prepareStatement(CONCLUDE)) {
                conclude.setString(1, OutcomeText.write(outcome));
                conclude.setString(2, attempt.toString());
                return conclude.executeUpdate();
            }
        });
    }
}
