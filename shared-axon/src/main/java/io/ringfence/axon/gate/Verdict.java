package io.ringfence.axon.gate;

import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Rejected;

/** What a try at deciding a command came to. */
sealed interface Verdict {
    /** An outcome; announced as {@link Answer} says. */
    record Decided(Outcome outcome, boolean announced) implements Verdict {}

    /** It needs something with this id, which may still be on its way. */
    record Waits(String id) implements Verdict {}

    /** The aggregate in memory was not the one in the store: nothing was decided. */
    record Stale() implements Verdict {}

    /** The verdict of an aggregate: recorded, unless the request or the service was at fault. */
    static Verdict of(Outcome outcome) {
        boolean recorded = !(outcome instanceof Rejected rejected)
                || rejected.problem().code().isDecided();
        return new Decided(outcome, recorded);
    }
}
