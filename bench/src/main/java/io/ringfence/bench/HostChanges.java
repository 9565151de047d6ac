package io.ringfence.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import io.ringfence.lab.Machine;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Changes, over REST, to the rules of groups that have an instance on the stage's host. */
final class HostChanges implements AutoCloseable {
    private static final int OTHER_GROUPS = 20;
    private static final int CONNECTIONS = 8;
    private static final int OTHERS_PORT = 8_443;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> caller = Map.of(
            "Ringfence-Account",
            "bench-host-" + UUID.randomUUID().toString().substring(0, 8),
            "Ringfence-Actor",
            "bench");
    private final BitSet authorized = new BitSet(OTHER_GROUPS);
    private final HttpLoad door;
    private final String clientCidr;
    private final String group;
    private final List<String> otherGroups = new ArrayList<>();

    HostChanges(URI gateway, Machine client, Machine server) {
        this.door = new HttpLoad(gateway, CONNECTIONS);
        this.clientCidr = client.ipv4().getHostAddress() + "/32";
        this.group = create("server");
        register(create("client"), "client", client.ipv4().getHostAddress(), client.hostInterface());
        register(group, "server", server.ipv4().getHostAddress(), server.hostInterface());
        for (int i = 0; i < OTHER_GROUPS; i++) {
            String other = create("other-" + i);
            register(other, "other-" + i, "10.99.0." + (i + 1), "sgother" + i);
            otherGroups.add(other);
        }
    }

    /** A change on its way, and when its answer came. */
    record Answered(CompletableFuture<Long> answer) {
        /** When the answer came, by {@link System#nanoTime}; waits for it. */
        long at() {
            return await(answer);
        }
    }

    /** Begins to let the client through to the server's UDP port. */
    Answered open(int port) {
        return new Answered(post("/v1/security-groups/" + group + "/rules", rule("udp", port), 201)
                .thenApply(answer -> System.nanoTime()));
    }

    /** Takes that rule away again. */
    void close(int port) {
        await(post("/v1/security-groups/" + group + "/rules:revoke", rule("udp", port), 200));
    }

    /** Lets others change so many rules a second until closed. */
    Others others(int perSecond) {
        return new Others(perSecond);
    }

    /**
     * Authorizes and revokes one rule in each other group in turn, at a pace of its own; a group whose last change is not
     * answered yet misses its turn.
     */
    final class Others implements AutoCloseable {
        private final long begun = System.nanoTime();
        private final BitSet unanswered = new BitSet(OTHER_GROUPS);
        private final HttpLoad.Pace pace;
        private int turn;

        private Others(int perSecond) {
            this.pace = door.pace(perSecond, this::next);
        }

        private Optional<Ask> next() {
            int number = turn++ % OTHER_GROUPS;
            if (unanswered.get(number)) {
                return Optional.empty();
            }
            unanswered.set(number);
            authorized.flip(number);
            boolean adds = authorized.get(number);
            return Optional.of(new Ask(
                    "/v1/security-groups/" + otherGroups.get(number) + (adds ? "/rules" : "/rules:revoke"),
                    caller,
                    Buffer.buffer(rule("tcp", OTHERS_PORT)),
                    adds ? 201 : 200,
                    answer -> unanswered.clear(number)));
        }

        /** What was really answered a second so far. */
        double perSecond() {
            return pace.answered() / ((System.nanoTime() - begun) / 1e9);
        }

        @Override
        public void close() {
            pace.close();
        }
    }

    private String create(String name) {
        return json(await(post("/v1/security-groups", "{\"name\":\"%s\",\"defaultRules\":false}".formatted(name), 201)))
                .path("securityGroupId")
                .asText();
    }

    private void register(String groupId, String name, String address, String networkInterface) {
        String body =
                "{\"name\":\"%s\",\"securityGroupId\":\"%s\",\"addresses\":[\"%s\"],\"host\":\"%s\",\"interface\":\"%s\"}"
                        .formatted(name, groupId, address, Stage.HOST, networkInterface);
        await(post("/v1/instances", body, 201));
    }

    private String rule(String protocol, int port) {
        return "{\"rules\":[{\"direction\":\"INGRESS\",\"protocol\":\"%s\",\"portRange\":\"%d/%d\",\"cidr\":\"%s\"}]}"
                .formatted(protocol, port, port, clientCidr);
    }

    private CompletableFuture<Buffer> post(String path, String body, int expected) {
        return door.ask(new Ask(path, caller, Buffer.buffer(body), expected, answer -> {}));
    }

    private static <T> T await(CompletableFuture<T> answer) {
        return HttpLoad.await(answer, PATIENCE);
    }

    private static JsonNode json(Buffer answer) {
        try {
            return Json.mapper().readTree(answer.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        door.close();
    }
}
