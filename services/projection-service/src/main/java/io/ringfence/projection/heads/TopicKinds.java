package io.ringfence.projection.heads;

import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.wire.Topics;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** The kinds of aggregate whose events a topic holds. */
public final class TopicKinds {
    private TopicKinds() {}

    /** As a parameter of a statement: an array of the texts with which references begin. */
    public static Array of(Connection connection, String topic) throws SQLException {
        String[] kinds = Arrays.stream(AggregateKind.values())
                .filter(kind -> Topics.of(kind).equals(topic))
                .map(AggregateKind::text)
                .toArray(String[]::new);
        return connection.createArrayOf("text", kinds);
    }
}
