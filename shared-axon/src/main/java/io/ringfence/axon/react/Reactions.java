package io.ringfence.axon.react;

import io.ringfence.axon.decide.Requester;
import io.ringfence.axon.gate.Answer;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.gate.Submission;
import io.ringfence.events.Command;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.Outcome.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Submits the commands that events ask for, under the events' own ids, until they are decided. */
final class Reactions {
    private static final Logger LOG = Logger.getLogger(Reactions.class);

    private final CommandGate gate;
    private final Patience patience;
    private final String source;

    Reactions(CommandGate gate, Patience patience, String source) {
        this.gate = gate;
        this.patience = patience;
        this.source = "system:" + source;
    }

    /**
     * Completes when the command is decided, one way or the other; exceptionally when the service failed to decide it,
     * so that the event is heard again: without its reaction what it began would never end.
     */
    CompletionStage<Answer> submit(Envelope cause, Command command) {
        Submission submission = new Submission(
                command,
                cause.id(),
                source,
                digest(command),
                new Requester(cause.account(), cause.actor(), Channel.SYSTEM),
                null,
                cause.id(),
                cause.traceParent());
        return patience.untilDecided(() -> gate.submit(submission)).thenApply(answer -> {
            if (answer.outcome() instanceof Rejected rejected) {
                refused(cause, rejected.problem());
            }
            return answer;
        });
    }

    private static void refused(Envelope cause, Problem problem) {
        if (problem.status() >= 500) {
            throw new IllegalStateException(cause.revision() + " has not been reacted to: " + problem);
        }
        LOG.warnf("%s caused a command that was refused: %s", cause.revision(), problem);
    }

    /** Ids inside such a command are new each time it is made; its kind and aggregate are what makes it the same. */
    private static String digest(Command command) {
        String content = command.getClass().getSimpleName() + "\n" + command.target();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
