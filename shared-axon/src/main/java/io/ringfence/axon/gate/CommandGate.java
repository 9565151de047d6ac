package io.ringfence.axon.gate;

import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.store.SqlState;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Rejected;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jboss.logging.Logger;

/**
 * Takes a command to its aggregate and answers with the outcome: the same outcome, without a second effect, for the
 * same id and content, for ever.
 *
 * <p>The stage always completes normally: what went wrong in the service itself is a {@link Rejected} with a 5xx or
 * 429 problem, which is not recorded, so that the same command may be sent again.
 */
public final class CommandGate {
    private static final Logger LOG = Logger.getLogger(CommandGate.class);
    private static final int TRIES = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final Decision decision;
    private final Workers workers;
    private final OutcomeMeter meter;
    private final Duration waitForUnknown;

    /**
     * A gate in front of these aggregates.
     *
     * @param waitForUnknown how long a command waits for a group of which this service has not heard yet
     */
    public static CommandGate over(
            CommandBus commands,
            JdbcTransactions transactions,
            HybridClock clock,
            Workers workers,
            OutcomeMeter meter,
            Duration waitForUnknown) {
        CommandLedger ledger = new CommandLedger(transactions);
        Decision decision = new Decision(commands, transactions, ledger, clock);
        return new CommandGate(decision, workers, meter, waitForUnknown);
    }

    private CommandGate(Decision decision, Workers workers, OutcomeMeter meter, Duration waitForUnknown) {
        this.decision = decision;
        this.workers = workers;
        this.meter = meter;
        this.waitForUnknown = waitForUnknown;
    }

    /** Decides the command on a worker; never blocks the caller. */
    public CompletionStage<Outcome> submit(Submission submission) {
        long start = System.nanoTime();
        Pending pending = new Pending(submission, start + waitForUnknown.toNanos());
        look(pending);
        return pending.outcome.thenApply(outcome -> {
            meter.answered(submission, outcome, System.nanoTime() - start);
            return outcome;
        });
    }

    private void look(Pending pending) {
        try {
            workers.execute(() -> work(pending));
        } catch (RejectedExecutionException e) {
            pending.outcome.complete(rejected(ProblemCode.TOO_MANY_REQUESTS, "Send the command again later"));
        }
    }

    private void work(Pending pending) {
        try {
            pending.outcome.complete(decide(pending.submission));
        } catch (NotYetKnown late) {
            if (System.nanoTime() - pending.deadline < 0) {
                workers.later(BETWEEN_LOOKS, () -> look(pending));
            } else {
                pending.outcome.complete(refuse(pending.submission, late.problem()));
            }
        }
    }

    /** Decides, again while other writers are faster; throws {@link NotYetKnown} alone. */
    private Outcome decide(Submission submission) {
        for (int attempt = 1; ; attempt++) {
            try {
                return decision.decide(submission);
            } catch (Refusal refusal) {
                return refuse(submission, refusal.problem());
            } catch (NotYetKnown late) {
                throw late;
            } catch (RuntimeException | Error failure) {
                if (attempt == TRIES || !lostRace(failure)) {
                    return failed(submission, failure);
                }
            }
        }
    }

    private static boolean lostRace(Throwable failure) {
        return failure instanceof ConcurrencyException || SqlState.lostRace(failure);
    }

    private Outcome refuse(Submission submission, Problem problem) {
        try {
            return decision.refuse(submission, problem);
        } catch (RuntimeException | Error failure) {
            return failed(submission, failure);
        }
    }

    private static Outcome failed(Submission submission, Throwable failure) {
        LOG.errorf(
                failure,
                "Command %s on %s could not be decided",
                submission.commandId(),
                submission.command().target());
        return SqlState.unavailable(failure) || lostRace(failure)
                ? rejected(ProblemCode.UNAVAILABLE, "The store is not available; send the command again")
                : rejected(ProblemCode.INTERNAL_ERROR, "The service failed; its log says why");
    }

    private static Outcome rejected(ProblemCode code, String detail) {
        return new Rejected(Problem.of(code, detail));
    }

    /** A command on its way; {@code deadline} is the nano time until which it may wait for an event. */
    private static final class Pending {
        private final Submission submission;
        private final long deadline;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        private Pending(Submission submission, long deadline) {
            this.submission = submission;
            this.deadline = deadline;
        }
    }
}
