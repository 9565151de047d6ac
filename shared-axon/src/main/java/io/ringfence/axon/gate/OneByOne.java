package io.ringfence.axon.gate;

import io.ringfence.axon.gate.Verdict.Decided;
import io.ringfence.axon.store.SqlState;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jboss.logging.Logger;

/**
 * Decides a batch together, and when that fails each of its commands in a transaction of its own, so that no command
 * fails for a stranger's failure. Never throws: a command that cannot be decided has a verdict that says so.
 */
final class OneByOne {
    private static final Logger LOG = Logger.getLogger(OneByOne.class);
    private static final int TRIES = 10;

    private final GroupCommit together;

    OneByOne(GroupCommit together) {
        this.together = together;
    }

    /** A verdict for each command, in their order. */
    List<Verdict> decide(List<Ticket> batch) {
        if (batch.size() > 1) {
            try {
                return together.decide(batch);
            } catch (RuntimeException | Error failure) {
                LOG.debugf(failure, "A batch of %d commands failed; each is decided alone", batch.size());
            }
        }
        return eachAlone(batch);
    }

    private List<Verdict> eachAlone(List<Ticket> batch) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Ticket ticket : batch) {
            // Once the store is away it is not asked for each of the rest, as every question may take seconds.
            boolean storeIsAway = !verdicts.isEmpty() && isAway(verdicts.get(verdicts.size() - 1));
            verdicts.add(storeIsAway ? unavailable() : alone(ticket));
        }
        return verdicts;
    }

    /** Decides a command, again while other writers are faster. */
    private Verdict alone(Ticket ticket) {
        for (int attempt = 1; ; attempt++) {
            try {
                return together.decide(List.of(ticket)).get(0);
            } catch (RuntimeException | Error failure) {
                if (attempt == TRIES || !lostRace(failure)) {
                    return failed(ticket.submission(), failure);
                }
            }
        }
    }

    private static boolean lostRace(Throwable failure) {
        return failure instanceof ConcurrencyException || SqlState.lostRace(failure);
    }

    private static Verdict failed(Submission submission, Throwable failure) {
        LOG.errorf(
                failure,
                "Command %s on %s could not be decided",
                submission.commandId(),
                submission.command().target());
        return SqlState.unavailable(failure) || lostRace(failure)
                ? unavailable()
                : refused(ProblemCode.INTERNAL_ERROR, "The service failed; its log says why");
    }

    private static boolean isAway(Verdict verdict) {
        return verdict instanceof Decided decided
                && Answer.unannounced(decided.outcome()).isRefusal(ProblemCode.UNAVAILABLE);
    }

    private static Verdict unavailable() {
        return refused(ProblemCode.UNAVAILABLE, "The store is not available; send the command again");
    }

    private static Verdict refused(ProblemCode code, String detail) {
        return new Decided(new Rejected(Problem.of(code, detail)), false);
    }
}
