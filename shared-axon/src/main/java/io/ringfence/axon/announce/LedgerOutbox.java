package io.ringfence.axon.announce;

import io.ringfence.axon.gate.OutcomeText;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as an outbox. Rows are read in the order of (transaction id, position), and only those of transactions
 * older than every one that still runs: a transaction that began early and commits late is waited for, so that none of
 * its rows is ever passed over.
 *
 * <p>The transaction that reads writes nothing until it stores how far it came, so it has no id of its own by which
 * others would have to wait for it. Its lock makes one process of a store announce and the others stand by.
 */
public final class LedgerOutbox implements Outbox {
    private static final int MOST = 1_000;
    /** One lock a database; the number means nothing. */
    private static final String PLACE =
            "select pg_try_advisory_xact_lock(7265736) as locked, tx, position from announced";

    private static final String NEXT = """
            select account, source, command_id, actor, channel, command_type, target, trace_parent, decided_at,
                   outcome, tx, position, tx < pg_snapshot_xmin(pg_current_snapshot()) as settled
            from command_ledger
            where (tx, position) > (?::xid8, ?) and pending_on is null
            order by tx, position limit\s""" + MOST;
    // To lose it in a crash of the database repeats a few results; to wait for the disk each time costs more.
    private static final String QUICKLY = "set local synchronous_commit = off";
    private static final String STORE = "update announced set tx = ?::xid8, position = ?";

    private final JdbcTransactions transactions;
    private final Duration ackTimeout;

    /**
     * @param ackTimeout shorter than an idle transaction may live, as one is open meanwhile
     */
    public LedgerOutbox(JdbcTransactions transactions, Duration ackTimeout) {
        this.transactions = transactions;
        this.ackTimeout = ackTimeout;
    }

    @Override
    public Look announceNext(Function<List<Result>, CompletionStage<Void>> send) {
        return transactions.inTransaction(connection -> {
            Place from = lockedPlace(connection);
            if (from == null) {
                return Look.NOTHING;
            }
            Found found = next(connection, from);
            if (!found.results.isEmpty()) {
                await(send.apply(found.results));
                store(connection, found.last);
            }
            return found.look();
        });
    }

    /** Where the last announcer stopped; null while another one is at work. */
    private static @Nullable Place lockedPlace(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(PLACE)) {
            if (!row.next()) {
                throw new IllegalStateException("the row that says how far the ledger is announced is gone");
            }
            return row.getBoolean("locked") ? Place.of(row) : null;
        }
    }

    private static Found next(Connection connection, Place from) throws SQLException {
        List<Result> results = new ArrayList<>();
        Place last = from;
        try (PreparedStatement next = connection.prepareStatement(NEXT)) {
            next.setString(1, from.tx);
            next.setLong(2, from.position);
            try (ResultSet row = next.executeQuery()) {
                while (row.next()) {
                    if (!row.getBoolean("settled")) {
                        return new Found(results, last, true);
                    }
                    results.add(result(row));
                    last = Place.of(row);
                }
            }
        }
        return new Found(results, last, false);
    }

    private static Result result(ResultSet row) throws SQLException {
        return new Result(
                new AccountId(row.getString("account")),
                row.getString("source"),
                row.getString("command_id"),
                row.getString("actor"),
                Channel.parse(row.getString("channel")),
                AggregateRef.parse(row.getString("target")).id(),
                row.getString("command_type"),
                row.getString("trace_parent"),
                OutcomeText.read(row.getString("outcome"), null),
                row.getLong("decided_at"));
    }

    private void await(CompletionStage<Void> sent) {
        try {
            sent.toCompletableFuture().get(ackTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAnnounced(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotAnnounced(e);
        }
    }

    private static void store(Connection connection, Place place) throws SQLException {
        try (Statement quickly = connection.createStatement();
                PreparedStatement store = connection.prepareStatement(STORE)) {
            quickly.execute(QUICKLY);
            store.setString(1, place.tx);
            store.setLong(2, place.position);
            store.executeUpdate();
        }
    }

    /** A row of the ledger, in the order in which they are announced. */
    private record Place(String tx, long position) {
        static Place of(ResultSet row) throws SQLException {
            return new Place(row.getString("tx"), row.getLong("position"));
        }
    }

    private record Found(List<Result> results, Place last, boolean heldBack) {
        Look look() {
            return new Look(results.size(), results.size() == MOST, heldBack);
        }
    }

    /** Kafka did not acknowledge a batch of results; it is sent again. */
    static final class NotAnnounced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAnnounced(Exception cause) {
            super("Kafka did not acknowledge a batch of results", cause);
        }
    }
}
