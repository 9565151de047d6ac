package io.ringfence.rule;

import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RulePatch;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Decides a change to one rule, which keeps its id, its direction and its kind of peer. */
final class Modification {
    private Modification() {}

    /** What the command comes to at an instant, or a refusal with nothing changed. */
    static RuleChange decide(
            RuleSetState state, ModifyRule command, Instant at, RuleLimits limits, KnownGroups groups, Lists lists) {
        Rule before = state.inForceAt(at, command.ruleId());
        if (before == null) {
            throw UnknownRule.id(state.group(), command.ruleId(), "ruleId");
        }
        Expiring.requireAhead(command.patch().expiresAt().value(), at, "expiresAt");
        requireSameKindOfPeer(before.spec(), command.patch());
        RuleSpec spec = patched(before.spec(), command.patch());
        Rule after = new Rule(before.ruleId(), spec);
        if (after.equals(before)) {
            return RuleChange.none(RuleChange.showing(before));
        }
        requireNoDuplicate(state, after, at);
        boolean anew = !spec.peer().equals(before.spec().peer()) || Expiring.isLonger(before.spec(), spec);
        long restsOn = anew
                ? ListAdmission.admit(state, spec, UnaryOperator.identity(), lists)
                : ListAdmission.fit(state, spec, UnaryOperator.identity(), lists);
        limits.admit(state, before, after, lists, at);
        if (anew) {
            restsOn = Math.max(restsOn, PeerAdmission.admit(state, spec, "peerSecurityGroupId", groups));
        }
        return RuleChange.of(new RuleModified(state.group(), after), RuleChange.showing(after))
                .after(restsOn);
    }

    private static void requireSameKindOfPeer(RuleSpec before, RulePatch patch) {
        Peer wanted = patch.peer().value();
        if (wanted != null && wanted.getClass() != before.peer().getClass()) {
            String parameter = wanted.accept(PeerParameter.NAME);
            throw Problem.of(
                            ProblemCode.PEER_KIND_IS_FIXED,
                            "The rule's peer is a " + before.peer().accept(PeerParameter.NAME)
                                    + " for ever: revoke the rule and authorize one with " + parameter)
                    .at(parameter)
                    .refusal();
        }
    }

    private static RuleSpec patched(RuleSpec before, RulePatch patch) {
        try {
            return patch.on(before);
        } catch (InvalidValue e) {
            throw Refusal.invalid("", e);
        }
    }

    private static void requireNoDuplicate(RuleSetState state, Rule after, Instant at) {
        Rule same = state.inForceAt(at).get(after.spec().key());
        if (same != null && !same.ruleId().equals(after.ruleId())) {
            Blocker blocker = new Blocker(Blocker.Kind.RULE, same.ruleId().value(), state.group());
            throw Problem.of(
                            ProblemCode.RULE_EXISTS,
                            "The rule would become the same as " + same.ruleId() + ": revoke one of the two")
                    .blockedBy(List.of(blocker))
                    .refusal();
        }
    }

    /** The parameter that carries each kind of peer. */
    private enum PeerParameter implements Peer.Visitor<String> {
        NAME;

        @Override
        public String cidr(Cidr cidr) {
            return "cidr";
        }

        @Override
        public String group(SecurityGroupId group) {
            return "peerSecurityGroupId";
        }

        @Override
        public String prefixList(PrefixListId list) {
            return "prefixListId";
        }
    }
}
