package io.ringfence.projection.verification;

import io.ringfence.events.wire.Micros;
import io.ringfence.projection.heads.TopicKinds;
import io.ringfence.projection.verification.Discrepancy.Check;
import io.ringfence.projection.verification.Stores.StoredHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Compares the chains of a topic's aggregates with those in the store of the service that decided them. */
final class StoreCheck {
    private static final int AT_ONCE = 10_000;
    private static final String INSERT = "insert into verification.stored select * from unnest(?::text[], ?::bigint[],"
            + " ?::text[], ?::text[]) as s (aggregate, revision, chain_hash, failure)";

    private static final String DIFFERENCES = """
            select coalesce(s.aggregate, h.aggregate), s.revision, s.failure, h.revision from (
                select distinct on (aggregate) aggregate, revision, encode(chain_hash, 'hex') as chain_hash
                from verification.history
                where split_part(aggregate, ':', 1) = any(?) and occurred_at <= ?
                order by aggregate, revision desc) h
            full join verification.stored s on s.aggregate = h.aggregate
            where s.failure is not null or s.revision is distinct from h.revision
                or s.chain_hash is distinct from h.chain_hash
            order by 1 limit ?
            """;

    private static final String CHAIN =
            "select revision, encode(chain_hash, 'hex') from verification.history where aggregate = ? order by revision";

    private final Connection connection;
    private final Places places;
    private final Stores stores;
    private final Findings findings;
    private final long until;

    /** @param until microseconds since 1970, included */
    StoreCheck(Connection connection, Places places, Stores stores, Findings findings, long until) {
        this.connection = connection;
        this.places = places;
        this.stores = stores;
        this.findings = findings;
        this.until = until;
    }

    /** Compares; answers how many aggregates the store has. */
    long check(String topic, LongConsumer progress) throws SQLException {
        long[] count = {0};
        List<StoredHead> some = new ArrayList<>();
        execute("truncate verification.stored");
        stores.heads(topic, Micros.toInstant(until), head -> {
            some.add(head);
            count[0]++;
            if (some.size() == AT_ONCE) {
                insert(some);
                progress.accept(count[0]);
            }
        });
        insert(some);
        compare(topic);
        return count[0];
    }

    private void insert(List<StoredHead> heads) {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(
                    1, texts(heads.stream().map(StoredHead::aggregate).toArray(String[]::new)));
            statement.setObject(
                    2,
                    connection.createArrayOf(
                            "bigint", heads.stream().map(StoredHead::revision).toArray(Long[]::new)));
            statement.setObject(3, texts(heads.stream().map(StoredHead::hash).toArray(String[]::new)));
            statement.setObject(4, texts(heads.stream().map(StoredHead::failure).toArray(String[]::new)));
            statement.executeUpdate();
            heads.clear();
        } catch (SQLException e) {
            throw new IllegalStateException("what a store has could not be kept: " + e.getMessage(), e);
        }
    }

    private Object texts(@Nullable String[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** One that is different: its revision in the store and in Kafka, of which either may have none. */
    private record Different(
            String aggregate,
            @Nullable Long stored,
            @Nullable String failure,
            @Nullable Long inKafka) {}

    private void compare(String topic) throws SQLException {
        List<Different> differences = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DIFFERENCES)) {
            statement.setArray(1, TopicKinds.of(connection, topic));
            statement.setLong(2, until);
            statement.setInt(3, findings.left(Check.STORE));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    differences.add(new Different(
                            rows.getString(1), (Long) rows.getObject(2), rows.getString(3), (Long) rows.getObject(4)));
                }
            }
        }
        for (Different different : differences) {
            findings.add(discrepancy(different, topic));
        }
    }

    private Discrepancy discrepancy(Different different, String topic) throws SQLException {
        String aggregate = different.aggregate();
        if (different.failure() != null) {
            return at(aggregate, different.stored(), "the store's event cannot be read: " + different.failure());
        }
        if (different.stored() == null) {
            return at(aggregate, 1L, "the store has nothing of it, and Kafka has");
        }
        if (different.inKafka() == null) {
            return at(aggregate, 1L, "Kafka has nothing of it, and the store has");
        }
        Long first = firstDifferent(aggregate, topic);
        if (first != null) {
            return at(aggregate, first, "the event in Kafka is not the one in the store");
        }
        return different.stored() > different.inKafka()
                ? at(aggregate, different.inKafka() + 1, "Kafka lacks this event, which is in the store")
                : at(aggregate, different.stored() + 1, "the store lacks this event, which is in Kafka");
    }

    private Discrepancy at(String aggregate, @Nullable Long revision, String detail) throws SQLException {
        Places.Event event = places.of(aggregate, revision);
        return new Discrepancy(Check.STORE, aggregate, revision, event.place(), event.occurredAt(), detail);
    }

    /** The first revision that both have and that is not the same in both; null if there is none. */
    private @Nullable Long firstDifferent(String aggregate, String topic) throws SQLException {
        List<String> stored = stores.chain(topic, aggregate);
        try (PreparedStatement statement = connection.prepareStatement(CHAIN)) {
            statement.setString(1, aggregate);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && rows.getLong(1) <= stored.size()) {
                    long revision = rows.getLong(1);
                    if (!Objects.equals(stored.get(Math.toIntExact(revision - 1)), rows.getString(2))) {
                        return revision;
                    }
                }
            }
        }
        return null;
    }
}
