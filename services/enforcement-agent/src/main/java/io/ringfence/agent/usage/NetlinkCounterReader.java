package io.ringfence.agent.usage;

import io.ringfence.agent.table.Table;
import io.ringfence.nativecalls.NetlinkAttributes;
import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counters of the table in one network namespace over netlink. The constants are those of {@code
 * <linux/netfilter/nf_tables.h>}.
 */
public final class NetlinkCounterReader implements CounterReader {

    private static final int GET_OBJECTS = 10 << 8 | 19;
    private static final int OBJECT_COUNTER = 1;

    private static final int FIXED_PART = 4;
    private static final byte FAMILY_INET = 1;
    private static final int TABLE = 1;
    private static final int NAME = 2;
    private static final int TYPE = 3;
    private static final int DATA = 4;
    private static final int BYTES = 1;
    private static final int PACKETS = 2;

    private final NetlinkSocket socket;

    public NetlinkCounterReader(NetworkNamespace namespace) {
        this.socket = namespace.call(() -> NetlinkSocket.open(NetlinkSocket.NETFILTER));
    }

    @Override
    public Map<String, Count> read() {
        byte[] question = NetlinkAttributes.after(FAMILY_INET, (byte) 0, (byte) 0, (byte) 0)
                .put(TABLE, Table.NAME)
                .put(TYPE, OBJECT_COUNTER)
                .toBytes();
        Map<String, Count> counts = new HashMap<>();
        for (NetlinkMessage message : socket.list(GET_OBJECTS, question)) {
            Map<Integer, byte[]> attributes = message.attributes(FIXED_PART);
            byte[] name = attributes.get(NAME);
            byte[] data = attributes.get(DATA);
            if (name != null && data != null) {
                counts.put(new String(name, 0, name.length - 1, StandardCharsets.UTF_8), count(data));
            }
        }
        return counts;
    }

    @Override
    public void close() {
        socket.close();
    }

    private static Count count(byte[] data) {
        Map<Integer, byte[]> numbers = NetlinkMessage.nested(data);
        return new Count(number(numbers.get(PACKETS)), number(numbers.get(BYTES)));
    }

    /** Of 64 bits in network order. */
    private static long number(byte @Nullable [] bytes) {
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }
}
