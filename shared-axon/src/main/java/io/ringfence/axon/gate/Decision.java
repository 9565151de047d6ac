package io.ringfence.axon.gate;

import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.decide.SeenRevisions;
import io.ringfence.axon.decide.Unknown;
import io.ringfence.axon.store.Transactions;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;

/** Takes one command to its aggregate, in the unit of work under way; what a refused one changed is undone. */
final class Decision {
    private final CommandBus commands;
    private final Transactions transactions;

    Decision(CommandBus commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /**
     * The outcome. Throws {@link NotYetKnown} for a command that may have come too early, and whatever went wrong in
     * the service itself.
     *
     * @param at the instant of the decision, in microseconds since 1970
     */
    Outcome decide(Submission submission, long at) {
        try {
            return transactions.undoable(() -> dispatch(submission, at));
        } catch (Refusal refusal) {
            return new Rejected(refusal.problem());
        }
    }

    private Outcome dispatch(Submission submission, long at) {
        AggregateRef target = submission.command().target();
        SeenRevisions.forget(target);
        AtomicReference<@Nullable CommandResultMessage<?>> answer = new AtomicReference<>();
        commands.dispatch(
                new GenericCommandMessage<>(
                        submission.command(), submission.at(at).asMetaData()),
                (message, result) -> answer.set(result));
        CommandResultMessage<?> result = answer.get();
        if (result == null) {
            throw new IllegalStateException("the command bus did not answer on the calling thread");
        }
        if (result.isExceptional()) {
            throw asRuntime(result.exceptionResult(), target);
        }
        return (Outcome) result.getPayload();
    }

    private static RuntimeException asRuntime(Throwable failure, AggregateRef target) {
        if (failure instanceof AggregateNotFoundException) {
            Problem unknown = Unknown.aggregate(target);
            return Unknown.mayOnlyBeLate(target) ? new NotYetKnown(unknown, target.id()) : unknown.refusal();
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    /** Whether the outcome came with an event of the target, which was at this revision before. */
    static boolean madeEvent(Outcome outcome, @Nullable Long before) {
        return before != null
                && outcome.accept(new Outcome.Visitor<Boolean>() {
                    @Override
                    public Boolean on(Accepted accepted) {
                        return accepted.revision().number() > before;
                    }

                    @Override
                    public Boolean on(Rejected rejected) {
                        return false;
                    }

                    @Override
                    public Boolean on(Pending pending) {
                        return pending.attempt().number() > before;
                    }
                });
    }
}
