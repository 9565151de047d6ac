package io.ringfence.projection.rows;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An event as it came: who, when and why beside what happened. */
@Entity
@Immutable
@Table(name = "history")
@IdClass(HistoryKey.class)
public class HistoryRow {
    /** Of the largest number. */
    private static final int DIGITS = 19;

    @Id
    public String account;

    /** Sorts as replay goes: by time, kind of aggregate, id and revision (semantics, section 7). */
    @Id
    public String place;

    /** Microseconds since 1970. */
    @Column(name = "occurred_at")
    public long occurredAt;

    /** The aggregate as {@code kind:id}. */
    public String aggregate;

    public long revision;

    /** Where the event stands in Kafka: the topic's id tells the topic from one that was made anew under its name. */
    @Column(name = "topic_id")
    public String topicId;

    @Column(name = "topic_partition")
    public long partition;

    @Column(name = "record_offset")
    public long offset;

    /** The group that it is about; null for a prefix list. */
    @Column(name = "security_group_id")
    public @Nullable String securityGroupId;

    @Column(name = "instance_id")
    public @Nullable String instanceId;

    public String actor;

    public String channel;

    /** The name on the wire, such as {@code io.ringfence.rule.RulesAuthorized.v1}. */
    public String type;

    @Column(name = "command_id")
    public String commandId;

    @Column(name = "causation_id")
    public @Nullable String causationId;

    /** What happened, as JSON of today's version. */
    public String body;

    /** Of the record's attributes and body as they came (EventChain). */
    @Column(name = "content_hash")
    public byte[] contentHash;

    /** Of this and all earlier events of the aggregate, one upon the other. */
    @Column(name = "chain_hash")
    public byte[] chainHash;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields in
    protected HistoryRow() {}

    /**
     * @param chain where the aggregate's hash chain ends with this event
     * @param securityGroupId the group that the event is about; null for a prefix list
     */
    public HistoryRow(
            EventRecord record,
            Position position,
            ChainEnd chain,
            @Nullable String securityGroupId,
            @Nullable String instanceId) {
        Envelope envelope = record.envelope();
        this.topicId = position.topicId();
        this.partition = position.partition();
        this.offset = position.offset();
        this.account = envelope.account().value();
        this.place = place(envelope);
        this.occurredAt = Micros.of(envelope.occurredAt());
        this.aggregate = envelope.aggregate().toString();
        this.revision = envelope.sequence();
        this.securityGroupId = securityGroupId;
        this.instanceId = instanceId;
        this.actor = envelope.actor();
        this.channel = envelope.channel().text();
        this.type = envelope.type().name();
        this.commandId = envelope.correlationId();
        this.causationId = envelope.causationId();
        this.body = JsonText.of(record.event());
        this.contentHash = chain.content().bytes();
        this.chainHash = chain.chain().bytes();
    }

    /** The place of an event in the order of replay. */
    public static String place(Envelope envelope) {
        return place(Micros.of(envelope.occurredAt())) + "/" + envelope.aggregate() + "/" + padded(envelope.sequence());
    }

    /** What sorts before every event of a time and behind every earlier one; the time is in microseconds since 1970. */
    public static String place(long at) {
        return padded(at);
    }

    private static String padded(long number) {
        String text = Long.toString(number);
        return "0".repeat(DIGITS - text.length()) + text;
    }

    /** Where the event stands in Kafka. */
    public Position position() {
        return new Position(Topics.of(aggregate().kind()), topicId, Math.toIntExact(partition), offset);
    }

    public AggregateRef aggregate() {
        return AggregateRef.parse(aggregate);
    }

    /** What happened. */
    public DomainEvent event() {
        return JsonText.event(type, body);
    }
}
