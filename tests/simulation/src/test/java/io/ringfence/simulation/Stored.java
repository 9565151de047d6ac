package io.ringfence.simulation;

import io.ringfence.axon.decide.EventMetadata;
import io.ringfence.events.DomainEvent;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;

/** An event as it is in a store. */
record Stored(DomainEvent event, long revision, EventMetadata metadata) {
    /** Every event of a service, in the order of its store. */
    static List<Stored> of(Service service) {
        return service.store().events().stream().map(Stored::of).toList();
    }

    private static Stored of(DomainEventMessage<?> message) {
        return new Stored(
                (DomainEvent) message.getPayload(),
                message.getSequenceNumber() + 1,
                EventMetadata.from(message.getMetaData()));
    }
}
