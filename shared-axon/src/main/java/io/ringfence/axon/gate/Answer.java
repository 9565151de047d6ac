package io.ringfence.axon.gate;

import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Rejected;

/**
 * What the gate says to whoever submitted a command.
 *
 * @param announced whether this submission wrote the ledger row that holds the outcome, so that it goes to the results
 *     topic from there; otherwise nobody will tell the topic but the one who gets this answer
 */
public record Answer(Outcome outcome, boolean announced) {
    /** An outcome that is in no row, or in one that an earlier submission wrote. */
    static Answer unannounced(Outcome outcome) {
        return new Answer(outcome, false);
    }

    /** Whether it was refused with this code. */
    boolean isRefusal(ProblemCode code) {
        return outcome instanceof Rejected rejected && rejected.problem().code() == code;
    }
}
