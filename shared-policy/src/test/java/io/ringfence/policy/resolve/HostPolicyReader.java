package io.ringfence.policy.resolve;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import java.util.Collection;

/** Judges tcp, udp and other packets that begin a connection by what the hosts were told, as their kernels would. */
record HostPolicyReader(Collection<HostPolicy> hosts) {
    Verdict judge(Packet packet) {
        return side(packet, Direction.EGRESS).and(side(packet, Direction.INGRESS));
    }

    private Verdict side(Packet packet, Direction direction) {
        IpAddress local = direction == Direction.INGRESS ? packet.destination() : packet.source();
        return hosts.stream()
                .flatMap(host -> host.open().values().stream()
                        .filter(instance -> instance.addresses().contains(local))
                        .map(instance ->
                                new HostPolicyEvaluator(host).side(instance.securityGroupId(), direction, packet)))
                .findAny()
                .orElse(Verdict.ACCEPT);
    }
}
