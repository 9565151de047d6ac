package io.ringfence.axon.react;

import io.ringfence.events.wire.EventRecord;

/** What a service keeps of the events that it hears, in the transaction under way. */
@FunctionalInterface
interface Learning {
    /** Nothing is kept: every event that is heard is reacted to. */
    Learning NOTHING = (record, learnedAt) -> true;

    /**
     * Whether the event was heard, now or before; one behind a gap was not, and comes again after the missing one.
     *
     * @param learnedAt a reading of this service's clock, later than the event
     */
    boolean learn(EventRecord record, long learnedAt);
}
