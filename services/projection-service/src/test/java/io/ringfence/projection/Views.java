package io.ringfence.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.InstanceImage;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.verdict.Entry;
import io.ringfence.policy.verdict.EvaluationOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the service shows of an account as of an instant, as lines of text; and what an image says should be shown. */
final class Views {
    private Views() {}

    /** The lines as the service answers. */
    static List<String> shown(AccountId account, Instant at) {
        List<String> lines = new ArrayList<>();
        for (JsonNode group : items(account, "/v1/security-groups", at)) {
            lines.add("group %s@%s %s %s"
                    .formatted(
                            text(group, "securityGroupId"),
                            text(group, "revision"),
                            text(group, "name"),
                            text(group, "innerAccessPolicy")));
            TreeSet<String> rules = new TreeSet<>();
            items(account, "/v1/security-groups/" + text(group, "securityGroupId") + "/rules", at)
                    .forEach(rule -> rules.add(text(rule, "ruleId")));
            lines.add("  rules " + rules);
        }
        for (JsonNode instance : items(account, "/v1/instances", at)) {
            lines.add("instance %s@%s in %s on %s"
                    .formatted(
                            text(instance, "instanceId"),
                            text(instance, "revision"),
                            text(instance, "securityGroupId"),
                            text(instance, "host")));
            lines.addAll(shown(effectivePolicy(account, text(instance, "instanceId"), at)));
        }
        return lines;
    }

    private static List<String> shown(ObjectNode policy) {
        List<String> lines = new ArrayList<>();
        for (String side : List.of("ingress", "egress")) {
            for (JsonNode entry : policy.get(side)) {
                lines.add("  %s %s %s %s"
                        .formatted(side, text(entry, "kind"), text(entry, "verdict"), text(entry, "ruleId")));
            }
        }
        for (JsonNode reference : policy.get("references")) {
            lines.add("  names %s of %s".formatted(text(reference, "securityGroupId"), text(reference, "members")));
        }
        return lines;
    }

    /** An instance's effective policy as the service answers it, without the watermark. */
    static ObjectNode effectivePolicy(AccountId account, String instance, Instant at) {
        ObjectNode policy = get(account, "/v1/instances/" + instance + "/effective-policy", at);
        policy.remove("watermark");
        return policy;
    }

    private static JsonNode items(AccountId account, String path, Instant at) {
        return get(account, path + "?limit=1000", at).get("items");
    }

    private static ObjectNode get(AccountId account, String path, Instant at) {
        byte[] body = RestAssured.given()
                .header("Ringfence-Account", account.value())
                .queryParam("asOf", Micros.format(at))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        try {
            return (ObjectNode) Json.mapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null ? "-" : value.asText();
    }

    /** The lines as an image says them. */
    static List<String> expected(PolicyImage image, Instant at) {
        List<String> lines = new ArrayList<>();
        for (GroupImage group : image.groups().values()) {
            lines.add("group %s@%s %s %s"
                    .formatted(
                            group.securityGroupId(),
                            group.lastChange().revision(),
                            group.name(),
                            group.innerAccessPolicy()));
            TreeSet<String> rules = new TreeSet<>();
            inForce(image, group.securityGroupId(), at)
                    .forEach(rule -> rules.add(rule.ruleId().value()));
            lines.add("  rules " + rules);
        }
        for (InstanceId id : new TreeSet<>(image.instances().keySet())) {
            InstanceImage instance = Objects.requireNonNull(image.instances().get(id));
            lines.add("instance %s@%s in %s on %s"
                    .formatted(
                            id,
                            instance.lastChange().revision(),
                            instance.securityGroupId(),
                            instance.host() == null ? "-" : instance.host()));
            lines.addAll(policy(image, instance.securityGroupId(), at));
        }
        return lines;
    }

    private static List<String> policy(PolicyImage image, SecurityGroupId id, Instant at) {
        GroupImage group = Objects.requireNonNull(image.groups().get(id));
        RuleSetImage rules = Objects.requireNonNull(image.ruleSets().get(id));
        List<String> lines = new ArrayList<>();
        for (Direction direction : List.of(Direction.INGRESS, Direction.EGRESS)) {
            for (Entry entry : EvaluationOrder.LAW.entries(group, rules, direction, at)) {
                Rule rule = entry.rule();
                lines.add("  %s %s %s %s"
                        .formatted(
                                direction == Direction.INGRESS ? "ingress" : "egress",
                                entry.kind(),
                                entry.verdict(),
                                rule == null ? "-" : rule.ruleId()));
            }
        }
        TreeSet<SecurityGroupId> named = new TreeSet<>();
        inForce(image, id, at).forEach(rule -> {
            SecurityGroupId peer = named(rule);
            if (peer != null) {
                named.add(peer);
            }
        });
        named.forEach(peer -> lines.add("  names %s of %d"
                .formatted(
                        peer,
                        image.instances().values().stream()
                                .filter(instance -> instance.securityGroupId().equals(peer))
                                .count())));
        return lines;
    }

    private static @Nullable SecurityGroupId named(Rule rule) {
        return rule.spec().peer() instanceof Peer.GroupPeer peer ? peer.securityGroupId() : null;
    }

    private static List<Rule> inForce(PolicyImage image, SecurityGroupId group, Instant at) {
        RuleSetImage rules = image.ruleSets().get(group);
        return rules == null
                ? List.of()
                : rules.rules().values().stream()
                        .filter(rule -> rule.spec().inForceAt(at))
                        .toList();
    }
}
