package io.ringfence.policy.image;

import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import java.time.Instant;

/**
 * Who changed an aggregate last, through which door, when, and the revision that this made.
 *
 * @param revision from 1
 */
public record Provenance(String actor, Channel channel, Instant at, long revision) {
    /** What the envelope of an event says of it. */
    public static Provenance of(Envelope envelope) {
        return new Provenance(envelope.actor(), envelope.channel(), envelope.occurredAt(), envelope.sequence());
    }
}
