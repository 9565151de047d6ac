package io.ringfence.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.endtoend.Gateway.Answer;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * One client's changes to the rules of one group, each by the next door in turn and each repeated under its own id until
 * it is answered, as a careful client does. It remembers what the group must come to. Used by one thread.
 */
final class ChangeStream {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVERY_FIFTH_REVOKES = 5;

    private final Gateway gateway;
    private final Bus bus;
    private final ResultFollower results;
    private final String group;
    private final int firstPort;
    private final AtomicInteger progress;
    private final Set<Integer> ports = new TreeSet<>();
    private final List<Long> revisions = new ArrayList<>();

    ChangeStream(
            Gateway gateway, Bus bus, ResultFollower results, String group, int firstPort, AtomicInteger progress) {
        this.gateway = gateway;
        this.bus = bus;
        this.results = results;
        this.group = group;
        this.firstPort = firstPort;
        this.progress = progress;
    }

    /** Makes so many changes, one after the other: four authorize a port each, the fifth revokes the last of them. */
    void run(int changes) {
        for (int i = 0; i < changes; i++) {
            int port = firstPort + i;
            if (i % EVERY_FIFTH_REVOKES == EVERY_FIFTH_REVOKES - 1) {
                change(i, "rules:revoke", "io.ringfence.rule.RevokeRules.v1", port - 1);
                ports.remove(port - 1);
            } else {
                change(i, "rules", "io.ringfence.rule.AuthorizeRules.v1", port);
                ports.add(port);
            }
            progress.incrementAndGet();
        }
    }

    private void change(int number, String path, String type, int port) {
        String body = "{'rules':[{'direction':'INGRESS','protocol':'tcp','portRange':'%d/%d','cidr':'10.0.0.0/8'}]}"
                .formatted(port, port);
        String id = group + "-" + number;
        JsonNode answer = number % 2 == 0 ? overRest(path, body, id) : overKafka(type, body, id);
        revisions.add(answer.path("revision").asLong());
    }

    private JsonNode overRest(String path, String body, String id) {
        List<Answer> answers = new ArrayList<>();
        Waiting.until(PATIENCE, "answer to " + id, () -> {
            attempt(path, body, id).ifPresent(answers::add);
            return !answers.isEmpty();
        });
        return answers.get(0).expect(path.equals("rules") ? 201 : 200).body();
    }

    /** Nothing where the service, or the gateway itself, is down. */
    private Optional<Answer> attempt(String path, String body, String id) {
        try {
            Answer answer =
                    gateway.post("/v1/security-groups/" + group + "/" + path, body, Map.of("Idempotency-Key", id));
            return Optional.of(answer).filter(given -> given.status() < 500);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private JsonNode overKafka(String type, String body, String id) {
        bus.command(Topics.RULE_COMMANDS, group, id, type, body);
        Heard result = results.await(id, PATIENCE);
        if (!result.header(Headers.TYPE).equals(Outcome.ACCEPTED_TYPE)) {
            throw new AssertionError(id + " was refused: " + result.json());
        }
        return result.json();
    }

    String group() {
        return group;
    }

    /** The ports that the group's rules must name in the end. */
    Set<Integer> ports() {
        return Set.copyOf(ports);
    }

    /** Every port that a rule named at some time. */
    List<Integer> touchedPorts(int changes) {
        return IntStream.range(firstPort, firstPort + changes).boxed().toList();
    }

    /** The revision that each change was answered with, in order. */
    List<Long> revisions() {
        return List.copyOf(revisions);
    }
}
