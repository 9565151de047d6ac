package io.ringfence.projection.rows;

import io.ringfence.events.proof.EventChain;
import io.ringfence.events.proof.Hash;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Micros;
import io.ringfence.feed.FeedRecord.Decoded;

/**
 * Where the hash chain of an aggregate ends.
 *
 * @param content the hash of its last event alone; all zero before the first
 * @param chain of all its events, one upon the other
 * @param at when the last one occurred, in microseconds since 1970; 0 before the first
 */
public record ChainEnd(Hash content, Hash chain, long at) {
    private static final Hash NO_CONTENT = Hash.of(new byte[32]);

    /** Before the first event. */
    public static ChainEnd before(AggregateRef aggregate) {
        return new ChainEnd(NO_CONTENT, EventChain.start(aggregate), 0);
    }

    /** What a row says. */
    static ChainEnd of(AggregateRow row) {
        return new ChainEnd(NO_CONTENT, Hash.of(row.chainHash), row.changedAt);
    }

    /** With one event more. */
    public ChainEnd with(Decoded event) {
        Hash added = EventChain.content(event.raw());
        long occurredAt = Micros.of(event.record().envelope().occurredAt());
        return new ChainEnd(added, EventChain.next(chain, added), occurredAt);
    }
}
