package io.ringfence.projection.heads;

import io.ringfence.events.proof.Hash;
import io.ringfence.events.proof.HashTree;
import io.ringfence.events.value.AggregateRef;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains of a topic's aggregates as of a time, in the order of their places in the {@link HashTree}. Those that
 * stand still are left out: what they miss may yet come. The connection's transaction has to see one state throughout.
 */
final class ChainLeaves {
    private static final int FETCH = 10_000;

    /** Whoever changed after the time is looked up in the history: few, as the time is a moment ago. */
    private static final String LEAVES = """
            select ref, revision, chain_hash from (
                select a.ref, a.revision, a.chain_hash from aggregate a
                where split_part(a.ref, ':', 1) = any(?) and a.held_reason is null
                    and a.revision > 0 and a.changed_at <= ?
                union all
                select a.ref, h.revision, h.chain_hash from aggregate a
                cross join lateral (
                    select h.revision, h.chain_hash from history h
                    where h.aggregate = a.ref and h.occurred_at <= ? order by h.revision desc limit 1) h
                where split_part(a.ref, ':', 1) = any(?) and a.held_reason is null and a.changed_at > ?) leaf
            order by sha256(convert_to(ref, 'UTF8'))
            """;

    private static final String HELD =
            "select ref from aggregate where split_part(ref, ':', 1) = any(?) and held_reason is not null order by ref";

    /** Is told of each leaf. */
    @FunctionalInterface
    interface Taker {
        void add(Hash key, long revision, Hash chain);
    }

    private ChainLeaves() {}

    /**
     * Reads them.
     *
     * @param until microseconds since 1970, included
     */
    static void read(Connection connection, String topic, long until, Taker taker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEAVES)) {
            Array kinds = TopicKinds.of(connection, topic);
            statement.setArray(1, kinds);
            statement.setLong(2, until);
            statement.setLong(3, until);
            statement.setArray(4, kinds);
            statement.setLong(5, until);
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    AggregateRef aggregate = AggregateRef.parse(rows.getString(1));
                    taker.add(HashTree.key(aggregate), rows.getLong(2), Hash.of(rows.getBytes(3)));
                }
            }
        }
    }

    /** Those that are left out. */
    static List<AggregateRef> held(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HELD)) {
            statement.setArray(1, TopicKinds.of(connection, topic));
            List<AggregateRef> held = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.add(AggregateRef.parse(rows.getString(1)));
                }
            }
            return held;
        }
    }
}
