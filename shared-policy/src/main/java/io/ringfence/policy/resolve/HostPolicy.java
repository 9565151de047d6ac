package io.ringfence.policy.resolve;

import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.Touched;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * All that one host has to enforce. Pure data; nothing in it has to be looked up elsewhere.
 *
 * @param open the instances that may speak
 * @param closed the instances that may not, and why
 * @param groups the policy of each group that has an open instance
 * @param members the addresses of each group that a rule names or that has inner access; shared with the image, so
 *     that sets that did not change are the same objects
 * @param failures what is not enforced as asked, in the words of a report
 * @param deadline when the next rule expires and the policy has to be resolved again; null for never
 * @param watched the aggregates on which all this depends, seen or not
 */
public record HostPolicy(
        HostName host,
        SortedMap<InstanceId, OpenInstance> open,
        SortedMap<InstanceId, ClosedInstance> closed,
        SortedMap<SecurityGroupId, GroupPolicy> groups,
        SortedMap<SecurityGroupId, Members> members,
        List<Failure> failures,
        @Nullable Instant deadline,
        Set<AggregateRef> watched) {
    public HostPolicy {
        failures = List.copyOf(failures);
        watched = Set.copyOf(watched);
    }

    /** A host without instances, and what a host starts from. */
    public static HostPolicy empty(HostName host) {
        return new HostPolicy(
                host,
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty(),
                List.of(),
                null,
                Set.of());
    }

    /** Whether a batch of events may change this policy; if not, the host has nothing to do. */
    public boolean isConcernedBy(Touched touched) {
        return isConcernedBeyondMembersBy(touched) || !Collections.disjoint(touched.members(), members.keySet());
    }

    /** Whether a batch of events may change more of this policy than {@link #withMembersOf} takes over. */
    public boolean isConcernedBeyondMembersBy(Touched touched) {
        return touched.hosts().contains(host) || !Collections.disjoint(touched.aggregates(), watched);
    }

    /** This policy at a later instant, without the rules whose deadline has passed then. */
    public HostPolicy at(Instant instant) {
        SortedMap<SecurityGroupId, GroupPolicy> then = new TreeMap<>();
        groups.forEach((id, group) -> then.put(id, group.at(instant)));
        return new HostPolicy(host, open, closed, then, members, failures, deadline(then), watched);
    }

    /** When the next of the groups' rules expires; null for never. */
    static @Nullable Instant deadline(SortedMap<SecurityGroupId, GroupPolicy> policies) {
        return policies.values().stream()
                .flatMap(GroupPolicy::rules)
                .map(ResolvedRule::expiresAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** This policy with the members that the groups have in the image, and nothing else resolved anew. */
    public HostPolicy withMembersOf(PolicyImage image) {
        SortedMap<SecurityGroupId, Members> now = new TreeMap<>();
        members.keySet().forEach(group -> now.put(group, image.members(group)));
        return new HostPolicy(host, open, closed, groups, now, failures, deadline, watched);
    }
}
