package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.resolve.ResolvedPeer;
import io.ringfence.policy.resolve.ResolvedRule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a side's evaluation for packets of one family: inner access, a rule, or the default.
 *
 * @param limits the points of each axis that it speaks of; an axis that is not here is not asked
 * @param speaks whether any packet of the family can match
 * @param rule null for inner access and for the default
 */
record Clause(
        boolean accepts,
        Map<Axis, List<Span>> limits,
        boolean speaks,
        @Nullable ResolvedRule rule) {
    Clause {
        limits = Map.copyOf(limits);
    }

    static Clause innerAccess(SecurityGroupId group) {
        return new Clause(true, Map.of(Axis.OWNER, List.of(Span.at(Point.ofOwner(group)))), true, null);
    }

    static Clause otherwise(boolean accepts) {
        return new Clause(accepts, Map.of(), true, null);
    }

    static Clause of(ResolvedRule rule, boolean accepts, AddressFamily family) {
        Map<Axis, List<Span>> limits = new EnumMap<>(Axis.class);
        if (rule.protocol() != Protocol.ALL) {
            limits.put(Axis.PROTOCOL, List.of(Span.of(rule.protocol().number())));
        }
        if (!rule.portRange().isAll()) {
            limits.put(Axis.DESTINATION_PORT, List.of(Span.of(rule.portRange())));
        }
        if (rule.sourcePortRange() != null && !rule.sourcePortRange().isAll()) {
            limits.put(Axis.SOURCE_PORT, List.of(Span.of(rule.sourcePortRange())));
        }
        if (rule.localCidr() != null) {
            limits.put(Axis.LOCAL, List.of(Span.of(rule.localCidr())));
        }
        limits.putAll(rule.peer().accept(new Limit(family)));
        boolean nobody = limits.containsValue(List.of());
        limits.entrySet()
                .removeIf(limit -> limit.getValue().contains(limit.getKey().whole(family)));
        return new Clause(accepts, limits, rule.speaks(family) && !nobody, rule);
    }

    private record Limit(AddressFamily family) implements ResolvedPeer.Visitor<Map<Axis, List<Span>>> {
        @Override
        public Map<Axis, List<Span>> blocks(List<Cidr> cidrs) {
            List<Span> blocks = cidrs.stream()
                    .filter(cidr -> cidr.family() == family)
                    .map(Span::of)
                    .toList();
            return Map.of(Axis.PEER, Span.merged(blocks));
        }

        @Override
        public Map<Axis, List<Span>> membersOf(SecurityGroupId group) {
            return Map.of(Axis.OWNER, List.of(Span.at(Point.ofOwner(group))));
        }
    }

    /** The points of an axis that it speaks of. */
    List<Span> limit(Axis axis, AddressFamily family) {
        return limits.getOrDefault(axis, List.of(axis.whole(family)));
    }
}
