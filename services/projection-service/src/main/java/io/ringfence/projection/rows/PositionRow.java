package io.ringfence.projection.rows;

import io.ringfence.feed.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** How far a partition has been followed. */
@Entity
@Immutable
@Table(name = "feed_position")
@IdClass(PositionRow.Key.class)
public class PositionRow {
    /** Identity of a partition. */
    public record Key(String topic, long partition) implements Serializable {}

    @Id
    public String topic;

    @Id
    @Column(name = "topic_partition")
    public long partition;

    @Column(name = "topic_id")
    public String topicId;

    @Column(name = "next_offset")
    public long nextOffset;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected PositionRow() {}

    public Position position() {
        return new Position(topic, topicId, (int) partition, nextOffset);
    }
}
