package io.ringfence.policy.verdict;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;

/**
 * Traffic that a host's owner lets pass whatever the groups say, such as a metadata address or a health checker.
 *
 * @param portRange destination ports; {@code -1/-1} for protocols without ports
 * @param cidr the other side: the packet's source for INGRESS, its destination for EGRESS
 */
public record AlwaysAllowed(Direction direction, Protocol protocol, PortRange portRange, Cidr cidr) {
    public AlwaysAllowed {
        if (protocol.hasPorts() == portRange.isAll()) {
            throw new InvalidValue("portRange", "must name ports for tcp and udp, and be -1/-1 for the others");
        }
        if (!protocol.speaks(cidr.family())) {
            throw new InvalidValue("cidr", "is of the other address family than " + protocol);
        }
    }

    boolean allows(Direction of, Packet packet) {
        IpAddress peer = of == Direction.INGRESS ? packet.source() : packet.destination();
        return of == direction
                && packet.is(protocol)
                && portRange.contains(packet.destinationPort())
                && cidr.contains(peer);
    }
}
