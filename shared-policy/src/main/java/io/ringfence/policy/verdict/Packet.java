package io.ringfence.policy.verdict;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A packet that belongs to no connection yet; a fragmented one is the whole packet.
 *
 * @param protocol Internet protocol number, 0..255
 * @param sourcePort 0..65535, and 0 for protocols without ports
 * @param destinationPort 0..65535, and 0 for protocols without ports
 * @param icmpType 0..255 for ICMP over IPv4 and ICMPv6 over IPv6, else 0
 * @param sender the instance from whose interface it comes, for anti-spoofing; null takes the source's owner, if any
 */
public record Packet(
        IpAddress source,
        IpAddress destination,
        int protocol,
        int sourcePort,
        int destinationPort,
        int icmpType,
        @Nullable InstanceId sender) {
    /** The type of an ICMP echo request (RFC 792), and of an ICMPv6 one (RFC 4443). */
    public static final int ECHO_REQUEST = 8;

    public static final int ECHO_REQUEST_V6 = 128;

    public Packet {
        require(source.family() == destination.family(), "a packet has one address family");
        require(protocol >= 0 && protocol <= 255, "a protocol number is 0 to 255");
        require(sourcePort >= 0 && sourcePort <= 65_535, "a source port is 0 to 65535");
        require(destinationPort >= 0 && destinationPort <= 65_535, "a destination port is 0 to 65535");
        require(icmpType >= 0 && icmpType <= 255, "an ICMP type is 0 to 255");
    }

    private static void require(boolean holds, String law) {
        if (!holds) {
            throw new IllegalArgumentException(law);
        }
    }

    /** The first packet of a TCP connection. */
    public static Packet tcp(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        return new Packet(source, destination, Protocol.TCP.number(), sourcePort, destinationPort, 0, null);
    }

    /** A UDP packet. */
    public static Packet udp(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        return new Packet(source, destination, Protocol.UDP.number(), sourcePort, destinationPort, 0, null);
    }

    /** An ICMP or ICMPv6 packet, as the family of the addresses says. */
    public static Packet icmp(IpAddress source, IpAddress destination, int type) {
        Protocol protocol = source.family() == AddressFamily.IPV4 ? Protocol.ICMP : Protocol.ICMPV6;
        return new Packet(source, destination, protocol.number(), 0, 0, type, null);
    }

    /** The request of a ping. */
    public static Packet echoRequest(IpAddress source, IpAddress destination) {
        return icmp(source, destination, source.family() == AddressFamily.IPV4 ? ECHO_REQUEST : ECHO_REQUEST_V6);
    }

    /** A packet of a protocol without ports, 0..255. */
    public static Packet ofProtocol(int protocol, IpAddress source, IpAddress destination) {
        return new Packet(source, destination, protocol, 0, 0, 0, null);
    }

    /** This packet, leaving the interface of an instance whatever its source says. */
    public Packet sentBy(InstanceId instance) {
        return new Packet(source, destination, protocol, sourcePort, destinationPort, icmpType, instance);
    }

    public AddressFamily family() {
        return source.family();
    }

    /** Whether it is of the protocol and of a family that the protocol speaks. */
    boolean is(Protocol other) {
        return other.speaks(family()) && (other == Protocol.ALL || other.number() == protocol);
    }
}
