package io.ringfence.projection.usage;

import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.follow.FollowedPositions;
import io.ringfence.projection.follow.UnreadableRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the hosts told, as rows. What is told twice, or late, changes nothing. */
@ApplicationScoped
class RuleUsageRows {
    private static final String TELL =
            "insert into rule_usage as known (rule_id, host, packets, bytes, counter_packets,"
                    + " counter_bytes, read_at, counting, counted_since, last_used_at)"
                    + " values ($1, $2, $3::bigint, $4::bigint, $3, $4, $5::bigint, true, $6, case when $3 > 0 then $5 end)"
                    + " on conflict (rule_id, host) do update set"
                    + " packets = known.packets + " + more("packets") + ", bytes = known.bytes + " + more("bytes") + ","
                    + " counter_packets = excluded.counter_packets, counter_bytes = excluded.counter_bytes,"
                    + " read_at = excluded.read_at, counting = true,"
                    + " counted_since = case when known.counting then least(known.counted_since, excluded.counted_since)"
                    + " else excluded.counted_since end,"
                    + " last_used_at = case when " + more("packets")
                    + " > 0 then excluded.read_at else known.last_used_at end"
                    + " where excluded.read_at > known.read_at";
    private static final String END = "update rule_usage set counting = false, counter_packets = 0, counter_bytes = 0"
            + " where rule_id = $1 and host = $2";

    private final Pool pool;
    private final FollowedPositions positions = new FollowedPositions(Topics.RULE_USAGE);

    @Inject
    RuleUsageRows(Pool pool) {
        this.pool = pool;
    }

    /** A rule on a host. */
    record Place(String host, String ruleId) {}

    /** Counters whose packets are fewer than before began again with their table. */
    private static String more(String what) {
        String now = "excluded.counter_" + what;
        return "case when excluded.counter_packets < known.counter_packets then " + now + " else " + now
                + " - known.counter_" + what + " end";
    }

    /** The next offset of each partition of this topic that was read. */
    Uni<Map<Integer, Long>> positions(String topicId) {
        return positions.read(pool, topicId);
    }

    /** Keeps what was told, ends what is gone and keeps what is neither, together with how far the topic has been read. */
    Uni<Void> store(
            Collection<RuleUsage> told,
            Collection<Place> gone,
            List<UnreadableRecord> unreadable,
            String topicId,
            Map<Integer, Long> nextOffsets) {
        List<Tuple> rows = told.stream().map(RuleUsageRows::row).toList();
        List<Tuple> places = gone.stream()
                .map(place -> Tuple.of(place.ruleId(), place.host()))
                .toList();
        return pool.withTransaction(connection -> batch(connection, TELL, rows)
                .chain(() -> batch(connection, END, places))
                .chain(() -> UnreadableRecord.keep(connection, unreadable))
                .chain(() -> positions.move(connection, topicId, nextOffsets)));
    }

    private static Uni<Void> batch(SqlConnection connection, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(RuleUsage usage) {
        return Tuple.tuple()
                .addString(usage.ruleId().value())
                .addString(usage.host().value())
                .addLong(usage.packets())
                .addLong(usage.bytes())
                .addLong(Micros.of(usage.readAt()))
                .addLong(Micros.of(usage.countedSince()));
    }
}
