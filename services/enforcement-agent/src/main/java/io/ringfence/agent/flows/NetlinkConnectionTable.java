package io.ringfence.agent.flows;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetlinkAttributes;
import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkRequest;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.policy.verdict.Packet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one network namespace over netlink. The constants are those of {@code
 * <linux/netfilter/nfnetlink_conntrack.h>}.
 */
public final class NetlinkConnectionTable implements ConnectionTable {

    private static final int NEW = 1 << 8;
    private static final int GET = 1 << 8 | 1;

    private static final int FIXED_PART = 4;
    private static final int TUPLE_ORIGINAL = 1;
    private static final int TUPLE_REPLY = 2;
    private static final int MARK = 8;
    private static final int ZONE = 18;
    private static final int MARK_MASK = 21;
    private static final int NESTED = 0x8000;

    private static final int TUPLE_IP = 1;
    private static final int TUPLE_PROTOCOL = 2;
    private static final int IPV4_SOURCE = 1;
    private static final int IPV6_SOURCE = 3;
    private static final int PROTOCOL_NUMBER = 1;
    private static final int SOURCE_PORT = 2;
    private static final int ICMP_TYPE = 5;
    private static final int ICMPV6_TYPE = 8;

    /** The connection has ended. */
    private static final int ENOENT = 2;

    private static final byte AF_INET = 2;
    private static final byte AF_INET6 = 10;

    private final NetlinkSocket socket;

    public NetlinkConnectionTable(NetworkNamespace namespace) {
        this.socket = namespace.call(() -> NetlinkSocket.open(NetlinkSocket.NETFILTER));
    }

    @Override
    public List<Connection> list(IntPredicate wanted) {
        List<Connection> connections = new ArrayList<>();
        for (NetlinkMessage message : socket.list(GET, new byte[FIXED_PART])) {
            Map<Integer, byte[]> attributes = message.attributes(FIXED_PART);
            byte[] mark = attributes.get(MARK);
            int carried = mark == null ? 0 : ByteBuffer.wrap(mark).getInt();
            if (wanted.test(carried)) {
                connection(attributes, carried).ifPresent(connections::add);
            }
        }
        return connections;
    }

    @Override
    public void mark(Map<Connection, Integer> marks, int mask) {
        List<NetlinkRequest> requests = new ArrayList<>();
        marks.forEach((connection, mark) -> requests.add(marking(connection, mark, mask)));
        for (int errno : socket.performEach(requests)) {
            if (errno != 0 && errno != ENOENT) {
                throw NativeFailure.of("mark of a connection", errno);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    private static NetlinkRequest marking(Connection connection, int mark, int mask) {
        byte[] body =
                connection.named().get().put(MARK, mark).put(MARK_MASK, mask).toBytes();
        return new NetlinkRequest(NEW, 0, body);
    }

    /** Empty for what is no connection of IPv4 or IPv6. */
    private static Optional<Connection> connection(Map<Integer, byte[]> attributes, int mark) {
        byte[] tuple = attributes.get(TUPLE_ORIGINAL);
        byte[] replies = attributes.get(TUPLE_REPLY);
        if (tuple == null || replies == null) {
            return Optional.empty();
        }
        Tuple original = Tuple.of(tuple);
        Tuple reply = Tuple.of(replies);
        if (original.source() == null || reply.source() == null) {
            return Optional.empty();
        }
        Packet first = new Packet(
                original.source(),
                reply.source(),
                original.protocol(),
                original.sourcePort(),
                reply.sourcePort(),
                original.icmpType(),
                null);
        return Optional.of(new Connection(first, mark, () -> named(first.family(), tuple, attributes.get(ZONE))));
    }

    private static NetlinkAttributes named(AddressFamily family, byte[] tuple, byte @Nullable [] zone) {
        byte number = family == AddressFamily.IPV4 ? AF_INET : AF_INET6;
        NetlinkAttributes attributes =
                NetlinkAttributes.after(number, (byte) 0, (byte) 0, (byte) 0).put(TUPLE_ORIGINAL | NESTED, tuple);
        return zone == null ? attributes : attributes.put(ZONE, zone);
    }

    /** One direction: who sends, and what. */
    private record Tuple(@Nullable IpAddress source, int protocol, int sourcePort, int icmpType) {
        static Tuple of(byte[] attribute) {
            Map<Integer, byte[]> parts = NetlinkMessage.nested(attribute);
            Map<Integer, byte[]> ip = nested(parts.get(TUPLE_IP));
            Map<Integer, byte[]> protocol = nested(parts.get(TUPLE_PROTOCOL));
            byte[] source = ip.getOrDefault(IPV4_SOURCE, ip.get(IPV6_SOURCE));
            return new Tuple(
                    source == null ? null : IpAddress.of(source),
                    number(protocol.get(PROTOCOL_NUMBER)),
                    number(protocol.get(SOURCE_PORT)),
                    number(protocol.getOrDefault(ICMP_TYPE, protocol.get(ICMPV6_TYPE))));
        }

        private static Map<Integer, byte[]> nested(byte @Nullable [] attribute) {
            return attribute == null ? Map.of() : NetlinkMessage.nested(attribute);
        }

        /** Of one or two bytes, in network order; 0 where there is none. */
        private static int number(byte @Nullable [] bytes) {
            int number = 0;
            if (bytes != null) {
                for (byte digits : bytes) {
                    number = number << Byte.SIZE | Byte.toUnsignedInt(digits);
                }
            }
            return number;
        }
    }
}
