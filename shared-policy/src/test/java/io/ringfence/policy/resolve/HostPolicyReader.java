package io.ringfence.policy.resolve;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges tcp, udp and other packets that begin a connection by what the hosts were told, as a kernel would. */
record HostPolicyReader(Collection<HostPolicy> hosts) {
    Verdict judge(Packet packet) {
        return side(packet, Direction.EGRESS).and(side(packet, Direction.INGRESS));
    }

    private Verdict side(Packet packet, Direction direction) {
        IpAddress local = direction == Direction.INGRESS ? packet.destination() : packet.source();
        return hosts.stream()
                .flatMap(host -> host.open().values().stream()
                        .filter(instance -> instance.addresses().contains(local))
                        .map(instance -> side(host, instance.securityGroupId(), direction, packet)))
                .findAny()
                .orElse(Verdict.ACCEPT);
    }

    private static Verdict side(HostPolicy host, SecurityGroupId id, Direction direction, Packet packet) {
        GroupPolicy group = Optional.ofNullable(host.groups().get(id)).orElseThrow();
        IpAddress peer = direction == Direction.INGRESS ? packet.source() : packet.destination();
        IpAddress local = direction == Direction.INGRESS ? packet.destination() : packet.source();
        if (group.innerAccess() && isMember(host, id, peer)) {
            return Verdict.ACCEPT;
        }
        return group.side(direction).rules().stream()
                .filter(rule -> matches(host, rule, packet, peer, local))
                .findFirst()
                .map(rule -> Verdict.of(rule.action()))
                .orElse(group.side(direction).otherwise());
    }

    private static boolean matches(HostPolicy host, ResolvedRule rule, Packet packet, IpAddress peer, IpAddress local) {
        return rule.speaks(packet.family())
                && (rule.protocol() == Protocol.ALL || rule.protocol().number() == packet.protocol())
                && rule.portRange().contains(packet.destinationPort())
                && Stream.ofNullable(rule.sourcePortRange()).allMatch(range -> range.contains(packet.sourcePort()))
                && Stream.ofNullable(rule.localCidr()).allMatch(cidr -> cidr.contains(local))
                && rule.peer().accept(new ResolvedPeer.Visitor<Boolean>() {
                    @Override
                    public Boolean blocks(List<Cidr> cidrs) {
                        return cidrs.stream().anyMatch(cidr -> cidr.contains(peer));
                    }

                    @Override
                    public Boolean membersOf(SecurityGroupId named) {
                        return isMember(host, named, peer);
                    }
                });
    }

    private static boolean isMember(HostPolicy host, SecurityGroupId group, IpAddress address) {
        Members members = Optional.ofNullable(host.members().get(group)).orElseThrow();
        return members.of(address.family()).contains(address);
    }
}
