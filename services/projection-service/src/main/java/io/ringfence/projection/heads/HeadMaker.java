package io.ringfence.projection.heads;

import io.ringfence.events.proof.HashFold;
import io.ringfence.events.proof.Head;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Micros;
import io.ringfence.feed.Position;
import io.ringfence.projection.settle.SettledTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes the next head of a topic from the rows. */
final class HeadMaker {
    private static final String POSITIONS =
            "select topic_id, topic_partition, next_offset from feed_position where topic = ?";
    private static final String NEWEST =
            "select coalesce(max(changed_at), 0) from aggregate where split_part(ref, ':', 1) = any(?)";

    private final DataSource database;
    private final SettledTimes settled;

    HeadMaker(DataSource database, SettledTimes settled) {
        this.database = database;
        this.settled = settled;
    }

    /** The head that follows; none while it is not known what is settled, or where nothing has happened since. */
    Optional<Head> next(String topic, @Nullable ReadHead last, Instant now) {
        return OneState.of(database, connection -> next(connection, topic, last, now));
    }

    private Optional<Head> next(Connection connection, String topic, @Nullable ReadHead last, Instant now)
            throws SQLException {
        List<Position> positions = positions(connection, topic);
        Instant until = settled.until(topic, positions).orElse(null);
        Head before = last == null ? null : last.head();
        if (until == null || positions.isEmpty() || (before != null && !until.isAfter(before.until()))) {
            return Optional.empty();
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        positions.forEach(position -> offsets.put(position.partition(), position.offset()));
        String topicId = positions.get(0).topicId();
        boolean asBefore = before != null
                && before.topicId().equals(topicId)
                && before.positions().equals(offsets)
                && newest(connection, topic) <= Micros.of(before.until());
        if (asBefore) {
            return Optional.empty();
        }
        List<AggregateRef> held = ChainLeaves.held(connection, topic);
        HashFold tree = new HashFold();
        ChainLeaves.read(connection, topic, Micros.of(until), tree::add);
        return Optional.of(new Head(
                topic,
                topicId,
                offsets,
                until,
                tree.size(),
                tree.root(),
                held,
                before == null ? 1 : before.number() + 1,
                last == null ? null : last.signed().hash(),
                now));
    }

    private static List<Position> positions(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSITIONS)) {
            statement.setString(1, topic);
            List<Position> positions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.add(new Position(topic, rows.getString(1), rows.getInt(2), rows.getLong(3)));
                }
            }
            return positions;
        }
    }

    private static long newest(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            statement.setArray(1, TopicKinds.of(connection, topic));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
