package io.ringfence.policy.resolve;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/** Judges packets that can begin a connection by what a host was told, as its kernel does. */
public record HostPolicyEvaluator(HostPolicy host) {
    /** The verdict of one side, whose instance is in the group; a group that the host has no policy of accepts nothing. */
    public Verdict side(SecurityGroupId id, Direction direction, Packet packet) {
        GroupPolicy group = host.groups().get(id);
        if (group == null) {
            return Verdict.DROP;
        }
        return isInner(group, direction, packet)
                ? Verdict.ACCEPT
                : firstMatch(group, direction, packet)
                        .map(rule -> Verdict.of(rule.action()))
                        .orElse(group.side(direction).otherwise());
    }

    /** The rule that decides one side; empty where inner access or the default does, and where there is no policy. */
    public Optional<RuleId> decidingRule(SecurityGroupId id, Direction direction, Packet packet) {
        return Optional.ofNullable(host.groups().get(id))
                .filter(group -> !isInner(group, direction, packet))
                .flatMap(group -> firstMatch(group, direction, packet))
                .map(ResolvedRule::ruleId);
    }

    private boolean isInner(GroupPolicy group, Direction direction, Packet packet) {
        return group.innerAccess() && isMember(group.securityGroupId(), peer(direction, packet));
    }

    private Optional<ResolvedRule> firstMatch(GroupPolicy group, Direction direction, Packet packet) {
        IpAddress peer = peer(direction, packet);
        IpAddress local = direction == Direction.INGRESS ? packet.destination() : packet.source();
        return group.side(direction).rules().stream()
                .filter(rule -> matches(rule, packet, peer, local))
                .findFirst();
    }

    private static IpAddress peer(Direction direction, Packet packet) {
        return direction == Direction.INGRESS ? packet.source() : packet.destination();
    }

    private boolean matches(ResolvedRule rule, Packet packet, IpAddress peer, IpAddress local) {
        return rule.speaks(packet.family())
                && (rule.protocol() == Protocol.ALL || rule.protocol().number() == packet.protocol())
                && rule.portRange().contains(packet.destinationPort())
                && (rule.sourcePortRange() == null || rule.sourcePortRange().contains(packet.sourcePort()))
                && (rule.localCidr() == null || rule.localCidr().contains(local))
                && rule.peer().accept(new IsPeer(this, peer));
    }

    private boolean isMember(SecurityGroupId group, IpAddress address) {
        Members members = host.members().getOrDefault(group, Members.NONE);
        return members.of(address.family()).contains(address);
    }

    private record IsPeer(HostPolicyEvaluator evaluator, IpAddress address) implements ResolvedPeer.Visitor<Boolean> {
        @Override
        public Boolean blocks(List<Cidr> cidrs) {
            return cidrs.stream().anyMatch(cidr -> cidr.contains(address));
        }

        @Override
        public Boolean membersOf(SecurityGroupId group) {
            return evaluator.isMember(group, address);
        }
    }
}
