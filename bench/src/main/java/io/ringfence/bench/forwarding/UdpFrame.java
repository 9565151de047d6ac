package io.ringfence.bench.forwarding;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * An Ethernet frame of the least length with an IPv4 packet with a UDP datagram (RFC 791, RFC 768), and where in it the
 * port is that tells one flow from another. The datagram has no checksum, so that port can be changed in place.
 */
final class UdpFrame {
    static final int LENGTH = 60;

    private static final int ETHERNET_HEADER = 14;
    private static final int IP_HEADER = 20;
    private static final int CHECKSUM_AT = ETHERNET_HEADER + 10;
    private static final int UDP_AT = ETHERNET_HEADER + IP_HEADER;
    private static final short IPV4 = 0x0800;
    private static final byte VERSION_AND_WORDS = 0x45;
    private static final short DONT_FRAGMENT = 0x4000;
    private static final byte HOPS = 64;
    private static final byte UDP = 17;

    private final byte[] bytes;
    private final int flowPortAt;

    private UdpFrame(byte[] bytes, int flowPortAt) {
        this.bytes = bytes;
        this.flowPortAt = flowPortAt;
    }

    /** Of whoever begins a flow: its flows differ in their source port. */
    static UdpFrame request(Link link, InetSocketAddress from, InetSocketAddress to) {
        return new UdpFrame(frame(link, from, to), UDP_AT);
    }

    /** Of whoever answers: its flows differ in the port that they go to. */
    static UdpFrame reply(Link link, InetSocketAddress from, InetSocketAddress to) {
        return new UdpFrame(frame(link, from, to), UDP_AT + Short.BYTES);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Where the port is, two bytes in network order. */
    int flowPortAt() {
        return flowPortAt;
    }

    private static byte[] frame(Link link, InetSocketAddress from, InetSocketAddress to) {
        ByteBuffer frame = ByteBuffer.allocate(LENGTH);
        frame.put(link.peerBytes()).put(link.ownBytes()).putShort(IPV4);
        frame.put(VERSION_AND_WORDS).put((byte) 0).putShort((short) (LENGTH - ETHERNET_HEADER));
        frame.putShort((short) 0).putShort(DONT_FRAGMENT).put(HOPS).put(UDP).putShort((short) 0);
        frame.put(from.getAddress().getAddress()).put(to.getAddress().getAddress());
        frame.putShort((short) from.getPort()).putShort((short) to.getPort());
        frame.putShort((short) (LENGTH - UDP_AT)).putShort((short) 0);
        frame.putShort(CHECKSUM_AT, checksum(frame));
        return frame.array();
    }

    /** The ones' complement of the ones' complement sum of the header's words. */
    private static short checksum(ByteBuffer frame) {
        int sum = 0;
        for (int at = ETHERNET_HEADER; at < UDP_AT; at += Short.BYTES) {
            sum += Short.toUnsignedInt(frame.getShort(at));
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> Short.SIZE);
        }
        return (short) ~sum;
    }
}
