package io.ringfence.agent.apply;

import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetlinkMessage;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import java.nio.ByteBuffer;

/** The kernel's own count of nftables transactions in one namespace, whoever made them; microseconds to ask for. */
final class Generation implements AutoCloseable {

    /** {@code <linux/netfilter/nf_tables.h>}: subsystem 10, NFT_MSG_GETGEN; struct nfgenmsg is 4 bytes. */
    private static final int GET_GENERATION = (10 << 8) | 16;

    private static final int FIXED_PART = 4;
    private static final int ATTRIBUTE_ID = 1;

    private final NetlinkSocket socket;

    Generation(NetworkNamespace namespace) {
        this.socket = namespace.call(() -> NetlinkSocket.open(NetlinkSocket.NETFILTER));
    }

    long current() {
        try {
            NetlinkMessage answer = socket.ask(GET_GENERATION, new byte[FIXED_PART]);
            byte[] id = answer.attributes(FIXED_PART).get(ATTRIBUTE_ID);
            if (id == null) {
                throw new TableRefused("the kernel named no generation of its tables");
            }
            return Integer.toUnsignedLong(ByteBuffer.wrap(id).getInt());
        } catch (NativeFailure failed) {
            throw new TableRefused("cannot ask for the generation of the kernel's tables", failed);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
