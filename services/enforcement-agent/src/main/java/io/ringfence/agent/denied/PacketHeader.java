package io.ringfence.agent.denied;

import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import io.ringfence.policy.verdict.Packet;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads what policies ask about from the first bytes of a packet (RFC 791, RFC 8200). */
final class PacketHeader {

    private static final int IPV4 = 4;
    private static final int IPV6 = 6;
    private static final int IPV4_FRAGMENT = 6;
    private static final int IPV4_PROTOCOL = 9;
    private static final int IPV4_ADDRESSES = 12;
    private static final int IPV6_NEXT = 6;
    private static final int IPV6_ADDRESSES = 8;
    private static final int IPV6_HEADER = 40;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION_OPTIONS = 60;

    private PacketHeader() {}

    /** Empty where the bytes are too few, or begin neither an IPv4 nor an IPv6 packet. */
    static Optional<Packet> read(byte[] packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        try {
            return switch (Byte.toUnsignedInt(bytes.get(0)) >>> 4) {
                case IPV4 -> Optional.of(ipv4(bytes));
                case IPV6 -> Optional.of(ipv6(bytes));
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException | BufferUnderflowException tooShort) {
            return Optional.empty();
        }
    }

    private static Packet ipv4(ByteBuffer bytes) {
        int header = (bytes.get(0) & 0xf) * Integer.BYTES;
        boolean first = (bytes.getShort(IPV4_FRAGMENT) & 0x1fff) == 0;
        int protocol = Byte.toUnsignedInt(bytes.get(IPV4_PROTOCOL));
        return packet(bytes, IPV4_ADDRESSES, Integer.BYTES, protocol, first ? header : -1);
    }

    private static Packet ipv6(ByteBuffer bytes) {
        int next = Byte.toUnsignedInt(bytes.get(IPV6_NEXT));
        int at = IPV6_HEADER;
        boolean first = true;
        while (next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == DESTINATION_OPTIONS) {
            int length = next == FRAGMENT ? 8 : 8 + 8 * Byte.toUnsignedInt(bytes.get(at + 1));
            first &= next != FRAGMENT || (bytes.getShort(at + 2) & 0xfff8) == 0;
            next = Byte.toUnsignedInt(bytes.get(at));
            at += length;
        }
        return packet(bytes, IPV6_ADDRESSES, 16, next, first ? at : -1);
    }

    /** @param payload where the header behind IP begins; negative where there is none, in a later fragment */
    private static Packet packet(ByteBuffer bytes, int addresses, int length, int protocol, int payload) {
        boolean ports = payload >= 0 && (protocol == Protocol.TCP.number() || protocol == Protocol.UDP.number());
        boolean icmp = payload >= 0 && protocol == (length == 16 ? Protocol.ICMPV6 : Protocol.ICMP).number();
        return new Packet(
                address(bytes, addresses, length),
                address(bytes, addresses + length, length),
                protocol,
                ports ? Short.toUnsignedInt(bytes.getShort(payload)) : 0,
                ports ? Short.toUnsignedInt(bytes.getShort(payload + Short.BYTES)) : 0,
                icmp ? Byte.toUnsignedInt(bytes.get(payload)) : 0,
                null);
    }

    private static IpAddress address(ByteBuffer bytes, int at, int length) {
        byte[] address = new byte[length];
        bytes.get(at, address);
        return IpAddress.of(address);
    }
}
