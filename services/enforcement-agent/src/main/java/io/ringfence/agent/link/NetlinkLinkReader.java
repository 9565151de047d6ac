package io.ringfence.agent.link;

import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the links of one namespace by rtnetlink. (/sys would show those of the namespace it was mounted in.) */
public final class NetlinkLinkReader implements LinkReader {

    /** {@code <linux/rtnetlink.h>}: RTM_GETLINK, and struct ifinfomsg with the index in its second word. */
    private static final int GET_LINK = 18;

    private static final int FIXED_PART = 16;
    private static final int INDEX = 4;

    /** {@code <linux/if_link.h>}. */
    private static final int ATTRIBUTE_NAME = 3;

    private static final int ATTRIBUTE_MASTER = 10;

    private final NetworkNamespace namespace;

    public NetlinkLinkReader(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public Links read() {
        return links(namespace.call(NetlinkLinkReader::list));
    }

    private static List<NetlinkMessage> list() {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.ROUTE)) {
            return socket.list(GET_LINK, new byte[FIXED_PART]);
        }
    }

    private static Links links(List<NetlinkMessage> messages) {
        Map<Integer, String> names = new HashMap<>();
        messages.forEach(link -> names.put(link.numberAt(INDEX), name(link)));
        Map<String, Optional<String>> masters = new HashMap<>();
        messages.forEach(link -> masters.put(name(link), master(link, names)));
        return Links.of(masters);
    }

    private static String name(NetlinkMessage link) {
        byte[] name = link.attributes(FIXED_PART).get(ATTRIBUTE_NAME);
        if (name == null) {
            throw new IllegalStateException("the kernel listed a link without a name");
        }
        return new String(name, 0, name.length - 1, StandardCharsets.UTF_8);
    }

    /** A master outside this namespace has no name here; its index then stands for it. */
    private static Optional<String> master(NetlinkMessage link, Map<Integer, String> names) {
        return Optional.ofNullable(link.attributes(FIXED_PART).get(ATTRIBUTE_MASTER))
                .map(bytes ->
                        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt())
                .map(index -> names.getOrDefault(index, "interface " + index));
    }
}
