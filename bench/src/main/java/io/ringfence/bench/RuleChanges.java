package io.ringfence.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A thousand groups of an account of their own, and the next change to the rules of one: it authorizes a rule where the
 * last one revoked it, so that every change makes an event and no group grows. Not thread-safe.
 */
final class RuleChanges {
    static final int GROUPS = 1_000;
    static final int CLIENTS = 32;
    private static final Duration PREPARATION = Duration.ofMinutes(3);
    private static final byte[] RULES = """
            {"rules":[{"direction":"INGRESS","protocol":"tcp","portRange":"8443/8443","cidr":"10.0.0.0/8"}]}""".getBytes(StandardCharsets.UTF_8);

    private final String account;
    private final List<String> groups;
    private final BitSet authorized = new BitSet(GROUPS);
    private final int[] nextOfClient = new int[CLIENTS];

    private RuleChanges(String account, List<String> groups) {
        this.account = account;
        this.groups = groups;
        for (int client = 0; client < CLIENTS; client++) {
            nextOfClient[client] = client;
        }
    }

    /** One change: of which group, and whether it authorizes the rule or revokes it. */
    record Change(String group, boolean authorizes, String commandId) {
        byte[] body() {
            return RULES;
        }
    }

    /** Makes the groups through the gateway. */
    static RuleChanges prepare(HttpLoad gateway, String purpose) {
        String account = "bench-" + purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
        List<String> groups = new ArrayList<>(GROUPS);
        int[] asked = {0};
        gateway.run(PREPARATION, client -> asked[0] == GROUPS ? Optional.empty() : create(asked[0]++, account, groups));
        if (groups.size() != GROUPS) {
            throw new BenchFailure("only " + groups.size() + " groups were made in " + PREPARATION);
        }
        return new RuleChanges(account, groups);
    }

    private static Optional<Ask> create(int number, String account, List<String> groups) {
        Buffer body = Buffer.buffer("{\"name\":\"bench-%d\",\"defaultRules\":false}".formatted(number));
        return Optional.of(new Ask(
                "/v1/security-groups",
                Map.of("Ringfence-Account", account, "Ringfence-Actor", "bench"),
                body,
                201,
                answer -> groups.add(json(answer).path("securityGroupId").asText())));
    }

    private static JsonNode json(Buffer answer) {
        try {
            return Json.mapper().readTree(answer.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String account() {
        return account;
    }

    /** The client's next change: each has its own groups and goes through them in turn. */
    Change next(int client) {
        int group = nextOfClient[client];
        nextOfClient[client] = group + CLIENTS < GROUPS ? group + CLIENTS : client;
        authorized.flip(group);
        return new Change(
                groups.get(group), authorized.get(group), UUID.randomUUID().toString());
    }
}
