package io.ringfence.events.wire;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who, when and why: what stands beside the body of an event (CloudEvents attributes).
 *
 * @param id the event's own id
 * @param source the service that decided it, such as {@code /ringfence/rule-service}
 * @param sequence the revision that this event made, from 1
 * @param occurredAt from the hybrid clock, in microseconds
 * @param correlationId the id of the command that asked for it
 * @param causationId what caused that command: an event's id, or null where a person or program asked
 */
public record Envelope(
        String id,
        EventType type,
        String source,
        AggregateRef aggregate,
        long sequence,
        Instant occurredAt,
        AccountId account,
        String actor,
        Channel channel,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceParent) {
    /** The state of the aggregate that this event made. */
    public Revision revision() {
        return new Revision(aggregate, sequence);
    }
}
