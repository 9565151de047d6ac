package io.ringfence.lab;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The first packet of a connection, with any addresses, true or forged, of one family.
 *
 * @param protocol the IP protocol number
 * @param sourcePort 0 where the protocol has none
 * @param destinationPort 0 where the protocol has none
 * @param icmpType 0 where the protocol is not ICMP; its code is always 0
 */
public record FirstPacket(
        InetAddress source, InetAddress destination, int protocol, int sourcePort, int destinationPort, int icmpType) {

    /** Protocol numbers of the IANA registry. */
    public static final int ICMP = 1;

    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int GRE = 47;
    public static final int ICMPV6 = 58;

    /** Reserved for experiments by RFC 3692: some protocol that nobody handles. */
    public static final int EXPERIMENTAL = 253;

    /** Echo requests of RFC 792 and RFC 4443. */
    public static final int ECHO = 8;

    public static final int ECHO_V6 = 128;

    public static FirstPacket tcpSyn(InetAddress source, int sourcePort, InetAddress destination, int port) {
        return new FirstPacket(source, destination, TCP, sourcePort, port, 0);
    }

    public static FirstPacket udp(InetAddress source, int sourcePort, InetAddress destination, int port) {
        return new FirstPacket(source, destination, UDP, sourcePort, port, 0);
    }

    /** The echo request of the addresses' family. */
    public static FirstPacket echo(InetAddress source, InetAddress destination) {
        return source instanceof Inet4Address
                ? icmp(source, destination, ICMP, ECHO)
                : icmp(source, destination, ICMPV6, ECHO_V6);
    }

    /** Any type of ICMP, by the protocol that it stands in: {@link #ICMP} or {@link #ICMPV6}. */
    public static FirstPacket icmp(InetAddress source, InetAddress destination, int protocol, int type) {
        return new FirstPacket(source, destination, protocol, 0, 0, type);
    }

    /** A packet of a protocol without ports, {@link #GRE} among them. */
    public static FirstPacket other(InetAddress source, InetAddress destination, int protocol) {
        return new FirstPacket(source, destination, protocol, 0, 0, 0);
    }
}
