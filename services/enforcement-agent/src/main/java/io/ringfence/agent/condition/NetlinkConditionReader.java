package io.ringfence.agent.condition;

import io.ringfence.agent.condition.HostCondition.Dropper;
import io.ringfence.agent.table.Table;
import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the hooked chains of one namespace by netlink, those of iptables-nft among them, and reads how full its table of
 * connections is. The constants are those of {@code <linux/netfilter/nf_tables.h>}. Chains of the legacy iptables are not
 * seen by anyone who asks nftables.
 */
public final class NetlinkConditionReader implements ConditionReader {

    private static final int GET_CHAIN = 10 << 8 | 4;
    private static final int FIXED_PART = 4;
    private static final int TABLE = 1;
    private static final int NAME = 3;
    private static final int HOOK = 4;
    private static final int POLICY = 5;
    private static final int HOOK_NUMBER = 1;
    private static final int DROP = 0;

    private static final Map<Integer, String> FAMILIES = Map.of(1, "inet", 2, "ip", 10, "ip6");
    private static final List<String> HOOKS = List.of("prerouting", "input", "forward", "output", "postrouting");
    private static final Path CONNECTIONS = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");
    private static final Path AT_MOST = Path.of("/proc/sys/net/netfilter/nf_conntrack_max");

    private final NetworkNamespace namespace;

    public NetlinkConditionReader(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    /** {@code /proc/sys} shows the namespace of the thread that looks. */
    @Override
    public HostCondition read() {
        return namespace.call(() -> new HostCondition(number(CONNECTIONS), number(AT_MOST), droppers()));
    }

    private static List<Dropper> droppers() {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETFILTER)) {
            return socket.list(GET_CHAIN, new byte[FIXED_PART]).stream()
                    .map(NetlinkConditionReader::dropper)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private static Optional<Dropper> dropper(NetlinkMessage chain) {
        Map<Integer, byte[]> attributes = chain.attributes(FIXED_PART);
        String family = FAMILIES.get(chain.numberAt(0) & 0xff);
        byte[] hook = attributes.get(HOOK);
        byte[] policy = attributes.get(POLICY);
        String table = text(attributes.get(TABLE));
        boolean ours = table.equals(Table.NAME) && "inet".equals(family);
        if (family == null
                || hook == null
                || policy == null
                || ours
                || ByteBuffer.wrap(policy).getInt() != DROP) {
            return Optional.empty();
        }
        byte[] number = NetlinkMessage.nested(hook).get(HOOK_NUMBER);
        int place = number == null ? HOOKS.size() : ByteBuffer.wrap(number).getInt();
        return place < HOOKS.size()
                ? Optional.of(new Dropper(family, table, text(attributes.get(NAME)), HOOKS.get(place)))
                : Optional.empty();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 ? "" : new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }

    /** Zero where connections are not tracked. */
    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException none) {
            return 0;
        }
    }
}
