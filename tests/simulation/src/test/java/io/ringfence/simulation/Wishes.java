package io.ringfence.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.IdSource;
import io.ringfence.events.wire.Micros;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random commands, from few names, so that they get into each other's way: the same rules, addresses, interfaces and
 * groups again and again, at limits that are soon reached.
 */
final class Wishes {
    private static final int ADDRESSES = 25;
    private static final int MOST_SECONDS = 6;

    private final RandomGenerator random;
    private final VirtualTime time;
    private final IdSource ids;
    private final List<String> groups = new ArrayList<>();
    private final List<String> lists = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private final List<String> instances = new ArrayList<>();

    Wishes(RandomGenerator random, VirtualTime time, IdSource ids) {
        this.random = random;
        this.time = time;
        this.ids = ids;
    }

    /** Remembers what an answer names, to have something to change. */
    void learn(ObjectNode answer) {
        remember(groups, answer.path("securityGroupId").asText());
        remember(lists, answer.path("prefixListId").asText());
        answer.path("rules").forEach(rule -> remember(rules, rule.path("ruleId").asText()));
    }

    private static void remember(List<String> known, String id) {
        if (!id.isEmpty() && !known.contains(id)) {
            known.add(id);
        }
    }

    Ask next() {
        int dice = random.nextInt(100);
        if (dice < 10 || groups.isEmpty()) {
            return createGroup();
        }
        if (dice < 40) {
            return new Ask(CommandType.AUTHORIZE_RULES, group(), authorize());
        }
        if (dice < 52) {
            return new Ask(CommandType.REVOKE_RULES, group(), revoke());
        }
        if (dice < 58) {
            return modifyRule();
        }
        if (dice < 66) {
            return new Ask(CommandType.DELETE_SECURITY_GROUP, group(), object());
        }
        return dice < 76 ? askOfLists() : askOfInstances();
    }

    private Ask createGroup() {
        ObjectNode data = object().put("name", "group").put("defaultRules", random.nextBoolean());
        return new Ask(CommandType.CREATE_SECURITY_GROUP, "", data);
    }

    private ObjectNode authorize() {
        ObjectNode data = object();
        ArrayNode wanted = data.putArray("rules");
        for (int i = 0; i <= random.nextInt(2); i++) {
            wanted.add(rule());
        }
        return data;
    }

    private ObjectNode rule() {
        ObjectNode rule = match();
        if (random.nextInt(4) == 0) {
            rule.put("expiresAt", deadline());
        }
        return rule;
    }

    private String deadline() {
        return Micros.format(time.instant().plus(Duration.ofMillis(random.nextInt(1_000 * MOST_SECONDS))));
    }

    private ObjectNode match() {
        ObjectNode rule = object().put("direction", "INGRESS")
                .put("policy", random.nextInt(4) == 0 ? "DROP" : "ACCEPT")
                .put("protocol", "tcp")
                .put("portRange", (80 + random.nextInt(3)) + "/90");
        int peer = random.nextInt(3);
        if (peer == 0) {
            return rule.put("peerSecurityGroupId", group());
        }
        return peer == 1 && !lists.isEmpty()
                ? rule.put("prefixListId", any(lists))
                : rule.put("cidr", "10." + random.nextInt(3) + ".0.0/16");
    }

    private ObjectNode revoke() {
        ObjectNode data = object();
        if (random.nextBoolean() && !rules.isEmpty()) {
            data.putArray("ruleIds").add(any(rules));
        } else {
            data.putArray("rules").add(match());
        }
        return data;
    }

    private Ask modifyRule() {
        ObjectNode data = object().put("ruleId", rules.isEmpty() ? "sgr-" + ids.next() : any(rules))
                .put("portRange", (80 + random.nextInt(3)) + "/90");
        if (random.nextBoolean()) {
            data.put("expiresAt", deadline());
        }
        return new Ask(CommandType.MODIFY_RULE, group(), data);
    }

    private Ask askOfLists() {
        int dice = random.nextInt(4);
        if (dice < 2 || lists.isEmpty()) {
            ObjectNode data =
                    object().put("name", "list").put("addressFamily", "IPV4").put("maxEntries", 1 + random.nextInt(3));
            data.putArray("entries").add(object().put("cidr", "192.168.0.0/24"));
            return new Ask(CommandType.CREATE_PREFIX_LIST, "", data);
        }
        if (dice == 2) {
            ObjectNode data = object();
            data.putArray("entries").add(object().put("cidr", "192.168." + random.nextInt(5) + ".0/24"));
            return new Ask(CommandType.MODIFY_PREFIX_LIST, any(lists), data);
        }
        return new Ask(CommandType.DELETE_PREFIX_LIST, any(lists), object());
    }

    private Ask askOfInstances() {
        int dice = random.nextInt(10);
        if (dice < 6 || instances.isEmpty()) {
            return register();
        }
        return dice < 8
                ? new Ask(CommandType.MODIFY_INSTANCE, any(instances), place(object()))
                : new Ask(CommandType.DELETE_INSTANCE, any(instances), object());
    }

    private Ask register() {
        String id = random.nextInt(10) == 0 && !instances.isEmpty() ? any(instances) : "eci-" + ids.next();
        remember(instances, id);
        ObjectNode data = place(object().put("instanceId", id).put("securityGroupId", group()));
        data.putArray("addresses").add("10.9.0." + (1 + random.nextInt(ADDRESSES)));
        return new Ask(CommandType.REGISTER_INSTANCE, "", data);
    }

    private ObjectNode place(ObjectNode data) {
        return data.put("host", "h" + random.nextInt(2)).put("interface", "sg" + random.nextInt(10));
    }

    private String group() {
        return any(groups);
    }

    private String any(List<String> known) {
        return known.get(random.nextInt(known.size()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
