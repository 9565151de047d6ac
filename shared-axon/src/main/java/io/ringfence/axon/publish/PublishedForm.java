package io.ringfence.axon.publish;

import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.WireRecord;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

/** The record that an event of the store is published as. The body is not read for it, and goes out as it is stored. */
public final class PublishedForm {
    private final Serializer stored;
    private final String source;

    /**
     * @param stored the one that the messages are read with; bytes read with another are written anew
     * @param source the service, such as {@code /ringfence/rule-service}
     */
    public PublishedForm(Serializer stored, String source) {
        this.stored = stored;
        this.source = source;
    }

    /** Throws whatever comes of an event that is not stored as events are. */
    public WireRecord record(DomainEventMessage<?> message) {
        byte[] body = message.serializePayload(stored, byte[].class).getData();
        return EventCodec.encode(envelope(message), body);
    }

    private Envelope envelope(DomainEventMessage<?> message) {
        EventMetadata metaData = EventMetadata.from(message.getMetaData());
        return new Envelope(
                message.getIdentifier(),
                EventType.of(message.getPayloadType()),
                source,
                AggregateRef.parse(message.getAggregateIdentifier()),
                message.getSequenceNumber() + 1,
                metaData.occurredAtInstant(),
                metaData.account(),
                metaData.actor(),
                metaData.channel(),
                metaData.correlationId(),
                metaData.causationId(),
                metaData.traceParent());
    }
}
