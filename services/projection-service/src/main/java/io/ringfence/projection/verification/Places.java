package io.ringfence.projection.verification;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.verification.Discrepancy.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds where an event stands in Kafka: as it was read now, or else as it was read when it came. */
final class Places {
    private static final String FIND =
            "select revision, topic_partition, record_offset, occurred_at from %s" + " where aggregate = ? and %s = ?";

    private final Connection connection;

    Places(Connection connection) {
        this.connection = connection;
    }

    /** What is known of an event. */
    record Event(
            @Nullable Long revision,
            @Nullable Place place,
            @Nullable Instant occurredAt) {
        private static final Event UNKNOWN = new Event(null, null, null);
    }

    /** The event that made a revision; null where no single one is meant. */
    Event of(String aggregate, @Nullable Long revision) throws SQLException {
        Event found = revision == null ? Event.UNKNOWN : find(aggregate, "revision", revision);
        return new Event(revision, found.place(), found.occurredAt());
    }

    /** The event of an aggregate at a time, in microseconds since 1970. */
    Event at(String aggregate, long time) throws SQLException {
        return find(aggregate, "occurred_at", time);
    }

    private Event find(String aggregate, String column, long value) throws SQLException {
        Event made = in("verification.history", aggregate, column, value);
        if (made.place() != null) {
            return made;
        }
        Event then = in("history", aggregate, column, value);
        return new Event(then.revision(), null, then.occurredAt());
    }

    private Event in(String history, String aggregate, String column, long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND.formatted(history, column))) {
            statement.setString(1, aggregate);
            statement.setLong(2, value);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Event.UNKNOWN;
                }
                String topic = Topics.of(AggregateRef.parse(aggregate).kind());
                return new Event(
                        row.getLong(1),
                        new Place(topic, row.getInt(2), row.getLong(3)),
                        Micros.toInstant(row.getLong(4)));
            }
        }
    }
}
