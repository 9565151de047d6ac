package io.ringfence.axon.gate;

import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Outcome;

/**
 * The commands whose outcome an event decides later; a collaborator of the aggregate that makes that event.
 *
 * <p>A command that joins an attempt which is under way must hold a lock, until its transaction ends, on something that
 * the concluding transaction changes before it calls {@link #conclude}: otherwise, with two processes on one store, it
 * could join just after the conclusion and wait for ever. If it finds the attempt gone it throws Axon's
 * {@code ConcurrencyException}, and is decided again from the store.
 */
@FunctionalInterface
public interface PendingOutcomes {
    /** Gives every command that is pending on this revision its outcome, in the transaction of the deciding event. */
    void conclude(Revision attempt, Outcome outcome);
}
