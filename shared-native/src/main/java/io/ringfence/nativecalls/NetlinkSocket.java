package io.ringfence.nativecalls;

import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the kernel one thing at a time over AF_NETLINK. The socket belongs to the network namespace of the thread that
 * opened it; it may be used from any thread, by one at a time. After a failure its answers may be out of step: close it.
 */
public final class NetlinkSocket implements AutoCloseable {

    /** Protocols, {@code <linux/netlink.h>}. */
    public static final int ROUTE = 0;

    public static final int NETFILTER = 12;

    private static final int REQUEST = 0x1;
    private static final int MULTI = 0x2;
    private static final int DUMP_INTERRUPTED = 0x10;
    private static final int DUMP = 0x300;
    private static final int TYPE_ERROR = 2;
    private static final int TYPE_DONE = 3;

    private static final int HEADER = 16;
    private static final int ADDRESS = 12;
    private static final int RECEIVE_BYTES = 256 * 1024;
    private static final int TIMEOUT_SECONDS = 2;
    private static final int ATTEMPTS = 10;

    private final Libc libc = Libc.INSTANCE;
    private final int descriptor;
    private final byte[] received = new byte[RECEIVE_BYTES];
    private int sequence;

    private NetlinkSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Opens a socket in the namespace of the calling thread; the kernel's answers are waited for at most 2 s. */
    public static NetlinkSocket open(int protocol) {
        int descriptor = Libc.INSTANCE.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, protocol);
        if (descriptor < 0) {
            throw NativeFailure.last("netlink socket");
        }
        NetlinkSocket socket = new NetlinkSocket(descriptor);
        try {
            socket.prepare();
        } catch (RuntimeException failed) {
            socket.close();
            throw failed;
        }
        return socket;
    }

    /**
     * Asks for one object.
     *
     * @throws NativeFailure with the kernel's errno, or when no answer came in time
     */
    public NetlinkMessage ask(int type, byte[] body) {
        return exchange(type, REQUEST, body).messages().get(0);
    }

    /** Asks for a list, again when it changed while it was being listed. */
    public List<NetlinkMessage> list(int type, byte[] body) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Answer answer = exchange(type, REQUEST | DUMP, body);
            if (!answer.interrupted()) {
                return answer.messages();
            }
        }
        throw new IllegalStateException("the kernel's list changed during each of " + ATTEMPTS + " attempts");
    }

    @Override
    public void close() {
        libc.close(descriptor);
    }

    private record Answer(List<NetlinkMessage> messages, boolean interrupted) {}

    private void prepare() {
        byte[] address = ByteBuffer.allocate(ADDRESS)
                .order(ByteOrder.nativeOrder())
                .putShort((short) Libc.AF_NETLINK)
                .array();
        if (libc.bind(descriptor, address, address.length) != 0) {
            throw NativeFailure.last("bind of a netlink socket");
        }
        byte[] timeout = ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putLong(TIMEOUT_SECONDS)
                .putLong(0)
                .array();
        if (libc.setsockopt(descriptor, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, timeout, timeout.length) != 0) {
            throw NativeFailure.last("time-out of a netlink socket");
        }
    }

    private Answer exchange(int type, int flags, byte[] body) {
        send(type, flags, body);
        List<NetlinkMessage> messages = new ArrayList<>();
        boolean interrupted = false;
        while (true) {
            ByteBuffer bytes = receive();
            while (bytes.remaining() >= HEADER) {
                int start = bytes.position();
                int length = bytes.getInt(start);
                int answerType = Short.toUnsignedInt(bytes.getShort(start + 4));
                int answerFlags = Short.toUnsignedInt(bytes.getShort(start + 6));
                if (length < HEADER || length > bytes.remaining()) {
                    throw new IllegalStateException("netlink message of " + length + " bytes");
                }
                byte[] content = new byte[length - HEADER];
                bytes.get(start + HEADER, content);
                bytes.position(Math.min(bytes.limit(), start + NetlinkMessage.aligned(length)));
                interrupted |= (answerFlags & DUMP_INTERRUPTED) != 0;
                if (answerType == TYPE_DONE) {
                    return new Answer(messages, interrupted);
                }
                if (answerType == TYPE_ERROR) {
                    throw refused(type, content);
                }
                messages.add(new NetlinkMessage(answerType, content));
                if ((answerFlags & MULTI) == 0) {
                    return new Answer(messages, interrupted);
                }
            }
        }
    }

    private void send(int type, int flags, byte[] body) {
        sequence++;
        byte[] request = ByteBuffer.allocate(HEADER + body.length)
                .order(ByteOrder.nativeOrder())
                .putInt(HEADER + body.length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0)
                .put(body)
                .array();
        int sent = libc.send(descriptor, request, new NativeLong(request.length), 0)
                .intValue();
        if (sent != request.length) {
            throw NativeFailure.last("netlink request of type " + type);
        }
    }

    private ByteBuffer receive() {
        int length = libc.recv(descriptor, received, new NativeLong(received.length), 0)
                .intValue();
        if (length < 0) {
            throw NativeFailure.last("netlink answer");
        }
        return ByteBuffer.wrap(received, 0, length).order(ByteOrder.nativeOrder());
    }

    private static RuntimeException refused(int type, byte[] content) {
        int errno = -ByteBuffer.wrap(content).order(ByteOrder.nativeOrder()).getInt(0);
        return NativeFailure.of("netlink request of type " + type, errno);
    }
}
