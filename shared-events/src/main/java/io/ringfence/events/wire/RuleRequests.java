package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RulePatch;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.rule.RulesPreview;
import io.ringfence.events.rule.RulesPreview.Named;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests about the rules of a group. */
final class RuleRequests {
    private static final int MAX_RULES = 100;
    private static final String AUTHORIZE = "authorize";
    private static final String REVOKE = "revoke";
    private static final Set<String> MATCH = Set.of(
            "direction",
            "policy",
            "priority",
            "protocol",
            "portRange",
            "cidr",
            "peerSecurityGroupId",
            "prefixListId",
            "sourcePortRange",
            "localCidr");
    private static final Set<String> SPEC = with(MATCH, "description", "expiresAt");
    private static final Set<String> PATCH = with(SPEC, "ruleId");

    private final IdSource ids;

    RuleRequests(IdSource ids) {
        this.ids = ids;
    }

    AuthorizeRules authorize(SecurityGroupId group, ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", Set.of("rules"));
        List<Rule> rules = fields.list("rules", (node, path) -> new Rule(ids.rule(), spec(node, path, SPEC)));
        requireCount("rules", rules.size());
        requireDistinct("rules", rules);
        return new AuthorizeRules(group, rules);
    }

    /** What both of the requests would do, in one: a rule to revoke is an id or a match. */
    RulesPreview preview(SecurityGroupId group, ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", Set.of(AUTHORIZE, REVOKE));
        List<Rule> authorize = fields.list(AUTHORIZE, (node, path) -> new Rule(ids.rule(), spec(node, path, SPEC)));
        List<Named> revoke = fields.list(REVOKE, RuleRequests::named);
        if (authorize.isEmpty() && revoke.isEmpty()) {
            throw Refusal.invalid(AUTHORIZE, "or " + REVOKE + " must be given");
        }
        requireAtMost(AUTHORIZE, authorize.size());
        requireAtMost(REVOKE, revoke.size());
        requireDistinct(AUTHORIZE, authorize);
        if (Set.copyOf(revoke).size() < revoke.size()) {
            throw Refusal.invalid(REVOKE, "must not name a rule twice");
        }
        return new RulesPreview(group, authorize, revoke);
    }

    private static Named named(JsonNode node, String path) {
        return node.isTextual()
                ? new Named(FieldReader.texts(RuleId::new).read(node, path), null)
                : new Named(null, spec(node, path, MATCH).key());
    }

    private static void requireCount(String parameter, int count) {
        if (count == 0) {
            throw FieldReader.missing(parameter);
        }
        requireAtMost(parameter, count);
    }

    private static void requireAtMost(String parameter, int count) {
        if (count > MAX_RULES) {
            throw Refusal.invalid(parameter, "must have at most " + MAX_RULES + " entries, and not " + count);
        }
    }

    private static void requireDistinct(String parameter, List<Rule> rules) {
        Map<RuleKey, Integer> seen = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            Integer first = seen.putIfAbsent(rules.get(i).spec().key(), i);
            if (first != null) {
                throw Problem.of(
                                ProblemCode.DUPLICATE_RULE_IN_REQUEST,
                                parameter + "[" + i + "] is the same rule as " + parameter + "[" + first
                                        + "]: send it once")
                        .at(parameter + "[" + i + "]")
                        .refusal();
            }
        }
    }

    RevokeRules revoke(SecurityGroupId group, ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", Set.of("ruleIds", "rules"));
        List<RuleId> ruleIds = fields.list("ruleIds", FieldReader.texts(RuleId::new));
        List<RuleKey> matches =
                fields.list("rules", (node, path) -> spec(node, path, MATCH).key());
        if (ruleIds.isEmpty() == matches.isEmpty()) {
            throw Refusal.invalid("ruleIds", "or rules must be given, and not both");
        }
        String parameter = ruleIds.isEmpty() ? "rules" : "ruleIds";
        requireCount(parameter, ruleIds.size() + matches.size());
        if (Set.copyOf(ruleIds).size() < ruleIds.size() || Set.copyOf(matches).size() < matches.size()) {
            throw Refusal.invalid(parameter, "must not name a rule twice");
        }
        return new RevokeRules(group, ruleIds, matches);
    }

    ModifyRule modify(SecurityGroupId group, ObjectNode data) {
        FieldReader fields = new FieldReader(data, "", PATCH);
        if (fields.has("direction")) {
            throw Problem.of(
                            ProblemCode.DIRECTION_IS_FIXED,
                            "A rule's direction is for ever: revoke the rule and authorize another")
                    .at("direction")
                    .refusal();
        }
        return new ModifyRule(
                group,
                fields.required("ruleId", RuleId::new),
                new RulePatch(
                        fields.patchRequired("policy", RuleAction::parse),
                        requireKept("priority", fields.numberPatch("priority")),
                        fields.patchRequired("protocol", Protocol::parse),
                        fields.patchRequired("portRange", PortRange::parse),
                        peerPatch(fields),
                        fields.patch("sourcePortRange", PortRange::parse),
                        fields.patch("localCidr", Cidr::parse),
                        fields.patch("description", Function.identity()),
                        fields.patch("expiresAt", Micros::parse)));
    }

    private static <T> Patch<T> requireKept(String parameter, Patch<T> patch) {
        if (patch.present() && patch.value() == null) {
            throw Refusal.invalid(parameter, "cannot be removed");
        }
        return patch;
    }

    private static Patch<Peer> peerPatch(FieldReader fields) {
        if (!fields.has("cidr") && !fields.has("peerSecurityGroupId") && !fields.has("prefixListId")) {
            return Patch.absent();
        }
        return Patch.of(peer(fields));
    }

    private static RuleSpec spec(JsonNode node, String path, Set<String> known) {
        FieldReader fields = new FieldReader(FieldReader.object(node, path), path, known);
        Protocol protocol = fields.required("protocol", Protocol::parse);
        @Nullable PortRange portRange = fields.optional("portRange", PortRange::parse);
        if (portRange == null && protocol.hasPorts()) {
            throw FieldReader.missing(fields.path("portRange"));
        }
        Direction direction = fields.required("direction", Direction::parse);
        RuleAction policy = fields.optional("policy", RuleAction::parse, RuleAction.ACCEPT);
        int priority = fields.number("priority", RuleSpec.MIN_PRIORITY);
        Peer peer = peer(fields);
        try {
            return new RuleSpec(
                    direction,
                    policy,
                    priority,
                    protocol,
                    portRange == null ? PortRange.ALL : portRange,
                    peer,
                    fields.optional("sourcePortRange", PortRange::parse),
                    fields.optional("localCidr", Cidr::parse),
                    fields.optional("description", Function.identity(), ""),
                    fields.optional("expiresAt", Micros::parse));
        } catch (InvalidValue e) {
            throw Refusal.invalid(path, e);
        }
    }

    private static Peer peer(FieldReader fields) {
        Cidr cidr = fields.optional("cidr", Cidr::parse);
        SecurityGroupId group = fields.optional("peerSecurityGroupId", SecurityGroupId::new);
        PrefixListId list = fields.optional("prefixListId", PrefixListId::new);
        try {
            return RuleSpec.peerOf(cidr, group, list);
        } catch (InvalidValue e) {
            throw Refusal.invalid(fields.path("cidr"), e);
        }
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
