package io.ringfence.policy.verdict;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import java.util.List;
import java.util.Set;

/**
 * What passes a side without being asked: what a machine needs before it can speak at all (neighbour discovery, MLD,
 * DHCP), and what the host's owner always allows.
 *
 * @param allowDhcp whether an instance may ask for an address
 */
public record Exemptions(boolean allowDhcp, List<AlwaysAllowed> alwaysAllowed) {
    /** As the settings are unless somebody changes them. */
    public static final Exemptions DEFAULT = new Exemptions(true, List.of());

    private static final IpAddress UNSPECIFIED_IPV4 = IpAddress.parse("0.0.0.0");
    private static final IpAddress UNSPECIFIED_IPV6 = IpAddress.parse("::");
    private static final Cidr LINK_LOCAL = Cidr.parse("fe80::/10");

    // RFC 4861: router solicitation 133, router advertisement 134, neighbour solicitation 135 and advertisement 136.
    // RFC 2710 and 3810: listener query 130, report 131, done 132, report of version 2 143.
    private static final Set<Integer> DISCOVERY_BY_INSTANCES = Set.of(131, 132, 133, 135, 136, 143);
    private static final Set<Integer> DISCOVERY_TO_INSTANCES = Set.of(130, 134, 135, 136);

    public Exemptions {
        alwaysAllowed = List.copyOf(alwaysAllowed);
    }

    /** Whether a packet passes the side of the instance that sends it; {@code own} if the source is its own address. */
    boolean leaving(Packet packet, boolean own) {
        return (isDiscovery(packet, DISCOVERY_BY_INSTANCES) && (own || isBeforeAddress(packet.source())))
                || (allowDhcp && isDhcpRequest(packet))
                || alwaysAllows(Direction.EGRESS, packet);
    }

    /**
     * Whether a packet passes the side of the instance that it comes to. Discovery and DHCP answers come from the
     * instance's host; whoever is no instance is taken to be it here.
     */
    boolean arriving(Packet packet, boolean fromInstance) {
        return (!fromInstance && isDiscovery(packet, DISCOVERY_TO_INSTANCES))
                || (!fromInstance && allowDhcp && isDhcpAnswer(packet))
                || alwaysAllows(Direction.INGRESS, packet);
    }

    private static boolean isDiscovery(Packet packet, Set<Integer> types) {
        return packet.is(Protocol.ICMPV6) && types.contains(packet.icmpType());
    }

    private static boolean isBeforeAddress(IpAddress source) {
        return source.equals(UNSPECIFIED_IPV6) || LINK_LOCAL.contains(source);
    }

    private static boolean isDhcpRequest(Packet packet) {
        return packet.family() == AddressFamily.IPV4
                ? isUdp(packet, 68, 67) && packet.source().equals(UNSPECIFIED_IPV4)
                : isUdp(packet, 546, 547) && LINK_LOCAL.contains(packet.source());
    }

    private static boolean isDhcpAnswer(Packet packet) {
        return packet.family() == AddressFamily.IPV4
                ? isUdp(packet, 67, 68)
                : isUdp(packet, 547, 546) && LINK_LOCAL.contains(packet.destination());
    }

    private static boolean isUdp(Packet packet, int sourcePort, int destinationPort) {
        return packet.is(Protocol.UDP)
                && packet.sourcePort() == sourcePort
                && packet.destinationPort() == destinationPort;
    }

    /** Whether the host's owner lets the packet pass that side whatever the groups say. */
    public boolean alwaysAllows(Direction direction, Packet packet) {
        return alwaysAllowed.stream().anyMatch(entry -> entry.allows(direction, packet));
    }
}
