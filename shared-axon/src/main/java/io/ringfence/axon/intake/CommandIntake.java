package io.ringfence.axon.intake;

import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.gate.Submission;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.wire.CommandCodec;
import io.ringfence.events.wire.ContentDigest;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.events.wire.Unreadable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * What becomes of each command record: an answer on the results topic, or a dead letter. Every record comes to one of
 * the two; a store or a Kafka that is away is waited for.
 */
public final class CommandIntake {
    private static final Logger LOG = Logger.getLogger(CommandIntake.class);
    private static final String SOURCE = "kafka:";
    private static final String FAILED = "the service failed to decide it; its log says why";

    private final CommandEventReader reader;
    private final CommandCodec codec;
    private final CommandGate gate;
    private final Results results;
    private final DeadLetters deadLetters;
    private final Patience patience;

    CommandIntake(
            CommandEventReader reader,
            CommandCodec codec,
            CommandGate gate,
            Results results,
            DeadLetters deadLetters,
            Patience patience) {
        this.reader = reader;
        this.codec = codec;
        this.gate = gate;
        this.results = results;
        this.deadLetters = deadLetters;
        this.patience = patience;
    }

    /** Completes when every record's answer is in Kafka: those of one key in their order, keys beside each other. */
    CompletionStage<Void> take(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
        Map<ByteBuffer, CompletableFuture<Void>> lastOfKey = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            CompletableFuture<Void> before =
                    lastOfKey.getOrDefault(key(record), CompletableFuture.completedFuture(null));
            lastOfKey.put(key(record), before.thenCompose(done -> takeSafely(record)));
        }
        return CompletableFuture.allOf(lastOfKey.values().toArray(CompletableFuture[]::new));
    }

    private static ByteBuffer key(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(record.key() == null ? new byte[0] : record.key());
    }

    /** A record that our own mistake trips over must not stop those behind it. */
    private CompletionStage<Void> takeSafely(ConsumerRecord<byte[], byte[]> record) {
        try {
            return take(record);
        } catch (RuntimeException e) {
            LOG.error("A command could not be taken in", e);
            return bury(record, FAILED);
        }
    }

    private CompletionStage<Void> take(ConsumerRecord<byte[], byte[]> record) {
        CommandEvent command;
        try {
            command = reader.read(record.key(), record.headers(), record.value());
        } catch (Unreadable e) {
            return bury(record, String.valueOf(e.getMessage()));
        }
        return decide(command).thenCompose(outcome -> answer(record, command, outcome));
    }

    private CompletionStage<Outcome> decide(CommandEvent command) {
        Submission submission;
        try {
            submission = submission(command);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(new Rejected(refusal.problem()));
        }
        return patience.untilDecided(() -> gate.submit(submission));
    }

    private Submission submission(CommandEvent event) {
        return new Submission(
                codec.read(event.type(), event.target(), event.data()),
                event.id(),
                SOURCE + event.source(),
                ContentDigest.of(event.type(), event.target(), event.data()),
                event.requester(),
                null,
                null,
                event.traceParent());
    }

    private CompletionStage<Void> answer(ConsumerRecord<byte[], byte[]> record, CommandEvent command, Outcome outcome) {
        if (outcome instanceof Rejected rejected && isFailure(rejected.problem())) {
            return bury(record, FAILED);
        }
        return patience.untilDone(() -> results.send(command, outcome));
    }

    private static boolean isFailure(Problem problem) {
        return problem.code() == ProblemCode.INTERNAL_ERROR;
    }

    private CompletionStage<Void> bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        return patience.untilDone(() -> deadLetters.bury(record, reason));
    }
}
