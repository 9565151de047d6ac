package io.ringfence.axon.gate;

import io.ringfence.axon.decide.NotYetKnown;
import io.ringfence.axon.decide.Unknown;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * One try at deciding one command: a unit of work with one transaction, in which the ledger is asked, the aggregate
 * decides, and event and ledger row are written. Blocks; the caller brings the thread.
 *
 * <p>Deciding many commands in one transaction (group commit) would change this class alone.
 */
final class Decision {
    private final CommandBus commands;
    private final JdbcTransactions transactions;
    private final CommandLedger ledger;
    private final HybridClock clock;

    Decision(CommandBus commands, JdbcTransactions transactions, CommandLedger ledger, HybridClock clock) {
        this.commands = commands;
        this.transactions = transactions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * The outcome, recorded if it is an accepted one. Throws {@link Refusal} and {@link NotYetKnown} with nothing
     * changed and nothing recorded, and whatever else went wrong with nothing changed.
     */
    Outcome decide(Submission submission) {
        UnitOfWork<CommandMessage<?>> unit = DefaultUnitOfWork.startAndGet(
                new GenericCommandMessage<>(submission.command(), MetaData.emptyInstance()));
        try {
            unit.attachTransaction(transactions);
            Optional<Outcome> outcome = ledger.recorded(submission).or(() -> decideNew(submission));
            if (outcome.isPresent()) {
                unit.commit();
                return outcome.get();
            }
            unit.rollback();
        } catch (RuntimeException | Error e) {
            if (unit.isActive()) {
                unit.rollback(e);
            }
            throw e;
        }
        return recordedByOther(submission);
    }

    /** The outcome, with its event and ledger row ready to commit; empty if somebody else recorded the command. */
    private Optional<Outcome> decideNew(Submission submission) {
        Accepted accepted = dispatch(submission);
        return ledger.record(submission, accepted) ? Optional.of(accepted) : Optional.empty();
    }

    /** Records a refusal, unless the same command was recorded meanwhile; answers what is recorded. */
    Outcome refuse(Submission submission, Problem problem) {
        Outcome refused = new Rejected(problem);
        if (!problem.code().isDecided()) {
            return refused;
        }
        boolean recorded = transactions.inTransaction(connection -> ledger.record(submission, refused));
        return recorded ? refused : recordedByOther(submission);
    }

    private Outcome recordedByOther(Submission submission) {
        return transactions
                .inTransaction(connection -> ledger.recorded(submission))
                .orElseThrow(() -> new IllegalStateException("the ledger lost command " + submission.commandId()));
    }

    private Accepted dispatch(Submission submission) {
        AtomicReference<@Nullable CommandResultMessage<?>> answer = new AtomicReference<>();
        commands.dispatch(
                new GenericCommandMessage<>(
                        submission.command(), submission.at(clock.next()).asMetaData()),
                (message, result) -> answer.set(result));
        CommandResultMessage<?> result = answer.get();
        if (result == null) {
            throw new IllegalStateException("the command bus did not answer on the calling thread");
        }
        if (result.isExceptional()) {
            throw asRuntime(result.exceptionResult(), submission.command().target());
        }
        return (Accepted) result.getPayload();
    }

    private static RuntimeException asRuntime(Throwable failure, AggregateRef target) {
        if (failure instanceof AggregateNotFoundException) {
            Problem unknown = Unknown.aggregate(target);
            return Unknown.mayOnlyBeLate(target) ? new NotYetKnown(unknown) : unknown.refusal();
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
}
