package io.ringfence.axon.settle;

import io.ringfence.axon.store.JdbcTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the database knows about times: its clock, the oldest transaction that still runs, what has been published. */
final class StoreTimes {
    // Sessions of another role hide when they began; every process of a service has the role of the store's owner.
    private static final String TIMES = """
            select (extract(epoch from statement_timestamp()) * 1000000)::bigint as now,
                   (extract(epoch from least(statement_timestamp(), min(xact_start))) * 1000000)::bigint as oldest
            from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()""";
    private static final String NEWEST = "select coalesce(max(globalindex), -1) from domainevententry";
    private static final String PUBLISHED = """
            select coalesce((place ->> 'index')::bigint, -1) >= ? and not exists (
                select from jsonb_array_elements_text(coalesce(place -> 'gaps', '[]')) as gap
                join domainevententry on globalindex = gap::bigint
                where globalindex <= ?)
            from (select convert_from(token, 'UTF8')::jsonb as place from tokenentry where processorname = ?) as publisher""";

    private final JdbcTransactions transactions;
    private final String publisher;

    /** @param publisher the name under which the publisher keeps its place in the store */
    StoreTimes(JdbcTransactions transactions, String publisher) {
        this.transactions = transactions;
        this.publisher = publisher;
    }

    /**
     * A look at the store, in microseconds since 1970 by the database's clock.
     *
     * @param oldest when the oldest transaction began that was running then; now if there was none
     * @param newest the index of the newest event of all transactions that had ended; -1 without any
     */
    record Look(long now, long oldest, long newest) {}

    /**
     * The transactions are looked at before the events: one that ends in between has its events seen, and one that
     * begins in between begins later than now.
     */
    Look look() {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement times = connection.prepareStatement(TIMES);
                    ResultSet row = times.executeQuery()) {
                row.next();
                return new Look(row.getLong("now"), row.getLong("oldest"), newest(connection));
            }
        });
    }

    private static long newest(Connection connection) throws SQLException {
        try (PreparedStatement newest = connection.prepareStatement(NEWEST);
                ResultSet row = newest.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether Kafka has acknowledged every event that is in the store up to this index. */
    boolean isPublished(long index) {
        return transactions.inTransaction(connection -> {
            try (PreparedStatement published = connection.prepareStatement(PUBLISHED)) {
                published.setLong(1, index);
                published.setLong(2, index);
                published.setString(3, publisher);
                try (ResultSet row = published.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        });
    }
}
