package io.ringfence.axon.intake;

import io.ringfence.axon.announce.Result;
import io.ringfence.axon.announce.Results;
import io.ringfence.axon.gate.Answer;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.gate.Submission;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.wire.CommandCodec;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.ContentDigest;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.events.wire.Unreadable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * What becomes of each command record: an answer on the results topic, from here or from the ledger, or a dead letter.
 * Every record comes to one of them; a store or a Kafka that is away is waited for, by that record and those behind it under its key alone.
 */
public final class CommandIntake {
    private static final Logger LOG = Logger.getLogger(CommandIntake.class);
    private static final String FAILED = "the service failed to decide it; its log says why";

    private final CommandEventReader reader;
    private final CommandCodec codec;
    private final CommandGate gate;
    private final HybridClock clock;
    private final Results results;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private final KeyOrder order = new KeyOrder();

    CommandIntake(
            CommandEventReader reader,
            CommandCodec codec,
            CommandGate gate,
            HybridClock clock,
            Results results,
            DeadLetters deadLetters,
            Patience patience) {
        this.reader = reader;
        this.codec = codec;
        this.gate = gate;
        this.clock = clock;
        this.results = results;
        this.deadLetters = deadLetters;
        this.patience = patience;
    }

    /**
     * Completes when the record's answer is in Kafka, or in the ledger from which it is announced. Records of one key are decided in the order of the calls, each
     * when the one before it is decided.
     */
    CompletionStage<Void> take(ConsumerRecord<byte[], byte[]> record) {
        return order.run(record.key(), () -> judgeSafely(record))
                .thenCompose(sending -> patience.untilDone(sending::send));
    }

    /** What is to be sent to whom, once a record has been judged. */
    @FunctionalInterface
    private interface Sending {
        CompletionStage<Void> send();
    }

    /** A record that our own mistake trips over must not stop those behind it. */
    private CompletionStage<Sending> judgeSafely(ConsumerRecord<byte[], byte[]> record) {
        try {
            return judge(record);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A command could not be taken in", e);
            return CompletableFuture.completedFuture(letter(record, FAILED));
        }
    }

    private CompletionStage<Sending> judge(ConsumerRecord<byte[], byte[]> record) {
        try {
            CommandEvent command = reader.read(record);
            return decide(record, command);
        } catch (Answerable e) {
            return CompletableFuture.completedFuture(refusal(e.sender(), e.problem()));
        } catch (Unreadable e) {
            return CompletableFuture.completedFuture(letter(record, String.valueOf(e.getMessage())));
        }
    }

    private CompletionStage<Sending> decide(ConsumerRecord<byte[], byte[]> record, CommandEvent command) {
        Submission submission;
        try {
            submission = submission(command);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(refusal(command.sender(), refusal.problem()));
        }
        return patience.untilDecided(() -> gate.submit(submission))
                .thenApply(answer -> sending(record, command.sender(), answer));
    }

    private Submission submission(CommandEvent event) {
        Sender sender = event.sender();
        return new Submission(
                codec.read(event.type(), sender.target(), event.data()),
                sender.commandId(),
                sender.ledgerSource(),
                ContentDigest.of(event.type(), sender.target(), event.data()),
                sender.requester(),
                null,
                null,
                sender.traceParent());
    }

    /** What the ledger holds is sent from there; what is pending will be held there. */
    private Sending sending(ConsumerRecord<byte[], byte[]> record, Sender sender, Answer answer) {
        if (answer.announced() || answer.outcome() instanceof Pending) {
            return () -> CompletableFuture.completedFuture(null);
        }
        boolean failed = answer.outcome() instanceof Rejected rejected
                && rejected.problem().code() == ProblemCode.INTERNAL_ERROR;
        return failed ? letter(record, FAILED) : () -> results.send(result(sender, answer.outcome()));
    }

    private Sending refusal(Sender sender, Problem problem) {
        return () -> results.send(result(sender, new Rejected(problem)));
    }

    private Result result(Sender sender, Outcome outcome) {
        CommandType type = sender.type();
        return new Result(
                sender.requester().account(),
                sender.ledgerSource(),
                sender.commandId(),
                sender.requester().actor(),
                sender.requester().channel(),
                sender.target(),
                type == null ? null : type.simpleName(),
                sender.traceParent(),
                outcome,
                clock.next());
    }

    private Sending letter(ConsumerRecord<byte[], byte[]> record, String reason) {
        return () -> deadLetters.bury(record, reason);
    }
}
