package io.ringfence.agent.denied;

import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetlinkAttributes;
import io.ringfence.nativecalls.NetlinkEvents;
import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkRequest;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.policy.verdict.Packet;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * One group of NFLOG in a network namespace, which nobody else can listen to meanwhile. The constants are those of {@code
 * <linux/netfilter/nfnetlink_log.h>}.
 */
public final class NflogPackets implements DeniedPackets {

    private static final Logger LOG = Logger.getLogger(NflogPackets.class);

    private static final int PACKET = 4 << 8;
    private static final int CONFIGURE = 4 << 8 | 1;
    private static final int FIXED_PART = 4;

    private static final int COMMAND = 1;
    private static final byte BIND = 1;
    private static final int MODE = 2;
    private static final byte COPY_PACKET = 2;
    private static final int THRESHOLD = 5;
    private static final int PAYLOAD = 9;

    /** As much as is logged of a packet. */
    private static final int ALL_BYTES = 0xffff;

    private final NetlinkEvents events;
    private boolean lost;

    private NflogPackets(NetlinkEvents events) {
        this.events = events;
    }

    /**
     * Listens from now on.
     *
     * @throws NativeFailure if somebody else listens to the group, or the kernel has no NFLOG
     */
    public static NflogPackets listen(NetworkNamespace namespace, int group) {
        NetlinkSocket socket = namespace.call(() -> NetlinkSocket.open(NetlinkSocket.NETFILTER));
        byte[] mode = ByteBuffer.allocate(6).putInt(ALL_BYTES).put(COPY_PACKET).array();
        List<NetlinkRequest> orders = List.of(
                order(group, attributes -> attributes.put(COMMAND, new byte[] {BIND})),
                order(group, attributes -> attributes.put(MODE, mode)),
                order(group, attributes -> attributes.put(THRESHOLD, 1)));
        try {
            for (int errno : socket.performEach(orders)) {
                if (errno != 0) {
                    throw NativeFailure.of("listening to NFLOG group " + group, errno);
                }
            }
            return new NflogPackets(socket.events());
        } catch (RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    @Override
    public List<Packet> hear() {
        NetlinkEvents.Heard heard = events.hear();
        if (heard.lost() && !lost) {
            LOG.warn("More packets are denied than are told of: the kernel could not keep them all");
        }
        lost = heard.lost();
        return heard.messages().stream()
                .filter(message -> message.type() == PACKET)
                .map(NflogPackets::packet)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        events.close();
    }

    private static NetlinkRequest order(int group, UnaryOperator<NetlinkAttributes> content) {
        NetlinkAttributes attributes =
                NetlinkAttributes.after((byte) 0, (byte) 0, (byte) (group >>> Byte.SIZE), (byte) group);
        return new NetlinkRequest(CONFIGURE, 0, content.apply(attributes).toBytes());
    }

    private static Optional<Packet> packet(NetlinkMessage message) {
        byte[] payload = message.attributes(FIXED_PART).get(PAYLOAD);
        return payload == null ? Optional.empty() : PacketHeader.read(payload);
    }
}
