package io.ringfence.lab;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * Writes a {@link FirstPacket} as bytes from the IP header on, with its checksums: RFC 791, 8200, 9293, 768, 792, 4443,
 * 2784. Pure.
 */
final class PacketBytes {

    private static final int HOP_LIMIT = 64;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int SYN_WITH_FIVE_WORDS = 0x5002;
    private static final int WINDOW = 0xffff;

    private PacketBytes() {}

    /** @param identifier ICMP's, so that each echo request is a connection of its own */
    static byte[] of(FirstPacket packet, int identifier, byte[] payload) {
        ByteBuffer transport = transport(packet, identifier, payload);
        int length = transport.position();
        boolean ipv4 = packet.source() instanceof Inet4Address;
        ByteBuffer bytes = ByteBuffer.allocate((ipv4 ? IPV4_HEADER : IPV6_HEADER) + length);
        if (ipv4) {
            ipv4Header(packet, bytes);
        } else {
            ipv6Header(packet, length, bytes);
        }
        return bytes.put(transport.flip()).array();
    }

    private static void ipv4Header(FirstPacket packet, ByteBuffer bytes) {
        bytes.putShort((short) 0x4500).putShort((short) bytes.capacity()).putInt(0);
        bytes.put((byte) HOP_LIMIT).put((byte) packet.protocol()).putShort((short) 0);
        bytes.put(packet.source().getAddress()).put(packet.destination().getAddress());
        bytes.putShort(10, checksum(bytes, 0));
    }

    private static void ipv6Header(FirstPacket packet, int length, ByteBuffer bytes) {
        bytes.putInt(0x60000000).putShort((short) length);
        bytes.put((byte) packet.protocol()).put((byte) HOP_LIMIT);
        bytes.put(packet.source().getAddress()).put(packet.destination().getAddress());
    }

    private static ByteBuffer transport(FirstPacket packet, int identifier, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(IPV4_HEADER + payload.length);
        switch (packet.protocol()) {
            case FirstPacket.TCP -> {
                ports(packet, bytes).putInt(1).putInt(0).putShort((short) SYN_WITH_FIVE_WORDS);
                bytes.putShort((short) WINDOW).putInt(0).put(payload);
                bytes.putShort(16, checksum(bytes, pseudoHeader(packet, bytes.position())));
            }
            case FirstPacket.UDP -> {
                ports(packet, bytes)
                        .putShort((short) (8 + payload.length))
                        .putShort((short) 0)
                        .put(payload);
                bytes.putShort(6, checksum(bytes, pseudoHeader(packet, bytes.position())));
            }
            case FirstPacket.ICMP, FirstPacket.ICMPV6 -> {
                bytes.put((byte) packet.icmpType()).put((byte) 0).putShort((short) 0);
                bytes.putShort((short) identifier).putShort((short) 1).put(payload);
                int start = packet.protocol() == FirstPacket.ICMP ? 0 : pseudoHeader(packet, bytes.position());
                bytes.putShort(2, checksum(bytes, start));
            }
            case FirstPacket.GRE ->
                bytes.putShort((short) 0).putShort((short) 0x0800).put(payload);
            default -> bytes.put(payload);
        }
        return bytes;
    }

    private static ByteBuffer ports(FirstPacket packet, ByteBuffer bytes) {
        return bytes.putShort((short) packet.sourcePort()).putShort((short) packet.destinationPort());
    }

    private static int pseudoHeader(FirstPacket packet, int length) {
        ByteBuffer source = ByteBuffer.wrap(packet.source().getAddress());
        ByteBuffer destination = ByteBuffer.wrap(packet.destination().getAddress());
        return sum(source, source.limit()) + sum(destination, destination.limit()) + packet.protocol() + length;
    }

    /** The Internet checksum of RFC 1071 over what is written so far, begun with a sum from elsewhere. */
    private static short checksum(ByteBuffer bytes, int start) {
        int sum = start + sum(bytes, bytes.position());
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    private static int sum(ByteBuffer bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = bytes.get(i) & 0xff;
            sum += i % 2 == 0 ? octet << 8 : octet;
        }
        return sum;
    }
}
