package io.ringfence.projection.follow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far the partitions of one topic have been read, as rows. The offsets of another topic of the name mean nothing. */
public final class FollowedPositions {
    private static final String READ =
            "select topic_partition, next_offset from followed_position where topic = $1 and topic_id = $2";
    private static final String MOVE =
            "insert into followed_position (topic, topic_partition, topic_id, next_offset) values ($1, $2, $3, $4)"
                    + " on conflict (topic, topic_partition)"
                    + " do update set topic_id = excluded.topic_id, next_offset = excluded.next_offset";

    private final String topic;

    public FollowedPositions(String topic) {
        this.topic = topic;
    }

    /** The next offset of each partition that was read. */
    public Uni<Map<Integer, Long>> read(SqlClient client, String topicId) {
        return client.preparedQuery(READ).execute(Tuple.of(topic, topicId)).map(rows -> {
            Map<Integer, Long> positions = new HashMap<>();
            rows.forEach(row -> positions.put(row.getLong(0).intValue(), row.getLong(1)));
            return positions;
        });
    }

    /** Moves these partitions to their next offsets; at least one. */
    public Uni<Void> move(SqlClient client, String topicId, Map<Integer, Long> positions) {
        List<Tuple> rows = positions.entrySet().stream()
                .map(place -> Tuple.of(topic, (long) place.getKey(), topicId, place.getValue()))
                .toList();
        return client.preparedQuery(MOVE).executeBatch(rows).replaceWithVoid();
    }
}
