package io.ringfence.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.endtoend.Gateway.Answer;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Outcome;
import io.ringfence.testing.Waiting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Submits commands by either door and repeats each under its own id until its outcome is known, as a client does that
 * must not lose one. Safe for several threads.
 */
final class CarefulClient {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ACCEPTED_LATER = 202;

    private final Gateway gateway;
    private final Bus bus;
    private final ResultFollower results;

    CarefulClient(Installation installation) {
        this.gateway = installation.gateway();
        this.bus = installation.bus();
        this.results = installation.results();
    }

    /** The outcome that a command came to: the answer, or the problem for which it was refused. */
    record Decision(String commandId, boolean accepted, JsonNode body) {
        Decision expectAccepted() {
            if (!accepted) {
                throw new AssertionError(commandId + " was refused: " + body);
            }
            return this;
        }

        boolean isRefusedWith(String code) {
            return !accepted && body.path("code").asText().equals(code);
        }

        long revision() {
            return body.path("revision").asLong();
        }

        String text(String member) {
            return body.path(member).asText();
        }
    }

    /** Over REST, with the id as {@code Idempotency-Key}. */
    Decision overRest(String method, String path, String body, String commandId) {
        List<Decision> decisions = new ArrayList<>();
        Waiting.until(PATIENCE, "the answer to " + commandId, () -> {
            attempt(method, path, body, commandId).ifPresent(decisions::add);
            return !decisions.isEmpty();
        });
        return decisions.get(0);
    }

    /** Nothing where a service or the gateway is down, and while the outcome is still to come. */
    private Optional<Decision> attempt(String method, String path, String body, String commandId) {
        try {
            Answer answer = gateway.send(method, path, body, Map.of("Idempotency-Key", commandId));
            boolean decided = answer.status() < 500 && answer.status() != ACCEPTED_LATER;
            return decided
                    ? Optional.of(new Decision(commandId, answer.status() < 300, answer.body()))
                    : Optional.empty();
        } catch (UncheckedIOException unreachable) {
            return Optional.empty();
        }
    }

    /** Over Kafka, with the id as {@code ce_id}. */
    Decision overKafka(String topic, String key, String type, String body, String commandId) {
        Waiting.until(PATIENCE, "Kafka takes " + commandId, () -> bus.offer(topic, key, commandId, type, body));
        Heard result = results.await(commandId, PATIENCE);
        return new Decision(commandId, result.header(Headers.TYPE).equals(Outcome.ACCEPTED_TYPE), result.json());
    }
}
