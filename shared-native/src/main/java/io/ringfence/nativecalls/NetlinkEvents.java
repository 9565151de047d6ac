package io.ringfence.nativecalls;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel tells without being asked, of one kind and one network namespace. The socket belongs to the namespace of
 * the thread that opened it; it may be used from any thread, by one at a time.
 */
public final class NetlinkEvents implements AutoCloseable {

    private static final int RECEIVE_BYTES = 64 * 1024;

    /** So much the kernel keeps for us at most before it throws away; more than the default, which takes privilege. */
    private static final int KEPT_BYTES = 8 * 1024 * 1024;

    private static final int EAGAIN = 11;
    private static final int ENOBUFS = 105;

    private final Libc libc = Libc.INSTANCE;
    private final int descriptor;
    private final byte[] received = new byte[RECEIVE_BYTES];

    NetlinkEvents(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Listens from now on.
     *
     * @param group the number of the kind of events in its protocol's header file
     * @throws NativeFailure if the kernel does not let this process listen
     */
    public static NetlinkEvents listen(int protocol, int group) {
        int descriptor = Libc.INSTANCE.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, protocol);
        if (descriptor < 0) {
            throw NativeFailure.last("netlink socket");
        }
        NetlinkEvents events = new NetlinkEvents(descriptor);
        try {
            NetlinkSocket.bind(descriptor);
            events.keepMore();
            if (events.set(Libc.SOL_NETLINK, Libc.NETLINK_ADD_MEMBERSHIP, group) != 0) {
                throw NativeFailure.last("listening to netlink group " + group);
            }
            return events;
        } catch (RuntimeException failed) {
            events.close();
            throw failed;
        }
    }

    /** Without privilege for it the buffer stays as it is, and more is lost. */
    void keepMore() {
        set(Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, KEPT_BYTES);
    }

    /** What came since the last time, without waiting for more. */
    public Heard hear() {
        List<NetlinkMessage> messages = new ArrayList<>();
        boolean lost = false;
        while (true) {
            int length = libc.recv(descriptor, received, new NativeLong(received.length), Libc.MSG_DONTWAIT)
                    .intValue();
            int errno = length < 0 ? Native.getLastError() : 0;
            if (errno == EAGAIN) {
                return new Heard(messages, lost);
            }
            if (errno == ENOBUFS) {
                lost = true;
            } else if (length < 0) {
                throw NativeFailure.of("netlink events", errno);
            } else {
                ByteBuffer bytes = ByteBuffer.wrap(received, 0, length).order(ByteOrder.nativeOrder());
                while (bytes.remaining() >= Received.HEADER) {
                    messages.add(Received.next(bytes).message());
                }
            }
        }
    }

    /**
     * Events in their order.
     *
     * @param lost whether there were more than the kernel kept
     */
    public record Heard(List<NetlinkMessage> messages, boolean lost) {}

    @Override
    public void close() {
        libc.close(descriptor);
    }

    private int set(int level, int option, int value) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
        return libc.setsockopt(descriptor, level, option, bytes, bytes.length);
    }
}
