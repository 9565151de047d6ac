package io.ringfence.policy.resolve;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.Hold;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.resolve.ClosedInstance.Reason;
import io.ringfence.policy.verdict.Entry;
import io.ringfence.policy.verdict.EvaluationOrder;
import io.ringfence.policy.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resolves the policy of one group, or says why it cannot. */
record GroupPolicyResolver(PolicyImage image, Instant at, Map<SecurityGroupId, GroupPolicy> previous) {
    GroupResolution resolve(SecurityGroupId id) {
        AggregateRef groupRef = AggregateRef.group(id);
        AggregateRef rulesRef = AggregateRef.rules(id);
        Set<AggregateRef> watched = new HashSet<>(Set.of(groupRef, rulesRef));
        for (AggregateRef ref : List.of(groupRef, rulesRef)) {
            if (image.gone().containsKey(ref)) {
                return new GroupResolution(null, new Shortfall(ref, Reason.GROUP_DELETED, ref + " is gone"), watched);
            }
        }
        for (AggregateRef ref : List.of(groupRef, rulesRef)) {
            Hold hold = image.held().get(ref);
            if (hold != null) {
                return asBefore(id, new Shortfall(ref, Reason.HELD, hold.reason()), watched);
            }
        }
        GroupImage group = image.groups().get(id);
        RuleSetImage rules = image.ruleSets().get(id);
        if (group == null || rules == null) {
            AggregateRef unseen = group == null ? groupRef : rulesRef;
            return new GroupResolution(
                    null, new Shortfall(unseen, Reason.POLICY_UNKNOWN, "no event of " + unseen + " yet"), watched);
        }
        return resolve(group, rules, watched);
    }

    private GroupResolution resolve(GroupImage group, RuleSetImage rules, Set<AggregateRef> watched) {
        PeerResolver peers = new PeerResolver(image);
        SidePolicy ingress = side(group, rules, Direction.INGRESS, peers);
        SidePolicy egress = side(group, rules, Direction.EGRESS, peers);
        watched.addAll(peers.named());
        Shortfall shortfall = peers.shortfall();
        if (shortfall != null) {
            return asBefore(group.securityGroupId(), shortfall, watched);
        }
        GroupPolicy policy = new GroupPolicy(
                group.securityGroupId(),
                group.lastChange().revision(),
                rules.lastChange().revision(),
                group.innerAccess(),
                ingress,
                egress);
        return new GroupResolution(policy, null, watched);
    }

    private SidePolicy side(GroupImage group, RuleSetImage rules, Direction direction, PeerResolver peers) {
        List<ResolvedRule> resolved = new ArrayList<>();
        Verdict otherwise = Verdict.DROP;
        for (Entry entry : EvaluationOrder.LAW.entries(group, rules, direction, at)) {
            Rule rule = entry.rule();
            if (rule != null) {
                ResolvedPeer peer = rule.spec().peer().accept(peers);
                resolved.add(ResolvedRule.of(rule.ruleId(), rule.spec(), peer));
            } else if (entry.kind() == Entry.Kind.DEFAULT) {
                otherwise = entry.verdict();
            }
        }
        return new SidePolicy(resolved, otherwise);
    }

    private GroupResolution asBefore(SecurityGroupId id, Shortfall shortfall, Set<AggregateRef> watched) {
        GroupPolicy before = previous.get(id);
        return new GroupResolution(before == null ? null : before.at(at), shortfall, watched);
    }
}
