package io.ringfence.projection.audit;

import io.ringfence.events.value.Peer;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.space.Owners;
import io.ringfence.policy.space.PolicyDifference;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.InstanceView;
import io.ringfence.projection.query.PartialImage;
import io.ringfence.projection.query.RuleView;
import io.ringfence.projection.query.SecurityGroupView;
import io.ringfence.projection.query.Traffic;
import io.ringfence.projection.query.Watermark;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.RuleRow;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A group at two instants, as it was read; comparing it needs no session, and may take a while. */
record Compared(
        SecurityGroupId group,
        State before,
        State after,
        Map<SecurityGroupId, Members> membersBefore,
        Map<SecurityGroupId, Members> membersAfter,
        Watermark watermark) {
    /**
     * One instant.
     *
     * @param image of the group and what its rules depend on
     */
    record State(AsOf time, List<GroupRow> groups, List<RuleRow> rules, List<InstanceRow> members, PartialImage image) {
        @Nullable
        GroupPolicy policy(SecurityGroupId group) {
            return GroupPolicy.of(image.image(), group, time.instant());
        }

        /** The group itself, for the sake of its inner access, and those that its rules name. */
        Set<SecurityGroupId> groupsOf(SecurityGroupId group) {
            Set<SecurityGroupId> named = new HashSet<>(Set.of(group));
            for (RuleSetImage set : image.image().ruleSets().values()) {
                set.rules().values().forEach(rule -> {
                    if (rule.spec().peer() instanceof Peer.GroupPeer peer) {
                        named.add(peer.securityGroupId());
                    }
                });
            }
            return named;
        }
    }

    StateDifference difference() {
        return new StateDifference(
                before.time.instant(),
                after.time.instant(),
                Difference.between(groups(before), groups(after), SecurityGroupView::securityGroupId),
                Difference.between(
                        rules(before),
                        rules(after),
                        rule -> rule.rule().ruleId().value()),
                Difference.between(members(before), members(after), InstanceView::instanceId),
                traffic(),
                watermark);
    }

    private Traffic traffic() {
        Owners owners = Owners.changed(membersBefore, membersAfter);
        return Traffic.of(
                PolicyDifference.between(before.policy(group), after.policy(group), owners)
                        .values(),
                membersAfter);
    }

    private static List<SecurityGroupView> groups(State state) {
        return state.groups.stream().map(SecurityGroupView::of).toList();
    }

    private static List<RuleView> rules(State state) {
        return sorted(
                state.rules.stream().map(RuleView::of),
                Comparator.comparing(rule -> rule.rule().ruleId().value()));
    }

    private static List<InstanceView> members(State state) {
        return sorted(state.members.stream().map(InstanceView::of), Comparator.comparing(InstanceView::instanceId));
    }

    private static <T> List<T> sorted(Stream<T> things, Comparator<T> order) {
        return things.sorted(order).toList();
    }
}
