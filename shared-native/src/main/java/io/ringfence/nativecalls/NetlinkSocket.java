package io.ringfence.nativecalls;

import com.sun.jna.NativeLong;
import java.io.ByteArrayOutputStream;
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
    private static final int ACKNOWLEDGE = 0x4;
    private static final int DUMP_INTERRUPTED = 0x10;
    private static final int DUMP = 0x300;
    private static final int TYPE_DONE = 3;

    private static final int HEADER = Received.HEADER;
    private static final int ADDRESS = 12;
    private static final int RECEIVE_BYTES = 256 * 1024;

    /** Where the answer to a request repeats its type, behind the errno and the length. */
    private static final int REFUSED_TYPE = 8;

    private static final int EINTR = 4;

    private static final int TIMEOUT_SECONDS = 2;
    private static final int ATTEMPTS = 10;

    /** So many messages fit into the socket's buffers, their answers too. */
    private static final int AT_ONCE = 100;

    private final Libc libc = Libc.INSTANCE;
    private final int descriptor;
    private final byte[] received = new byte[RECEIVE_BYTES];
    private int sequence;

    /** Requests up to this one are not waited for any more. */
    private int answered;

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

    /**
     * Asks for a list, again when it changed while it was being listed.
     *
     * @throws NativeFailure with the kernel's errno, when no answer came in time, or with EINTR when it changed each time
     */
    public List<NetlinkMessage> list(int type, byte[] body) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Answer answer = exchange(type, REQUEST | DUMP, body);
            if (!answer.interrupted()) {
                return answer.messages();
            }
        }
        throw NativeFailure.of("a list that changed during each of " + ATTEMPTS + " attempts", EINTR);
    }

    /**
     * Has the kernel do each of these, whatever becomes of the others.
     *
     * @return for each the errno with which it was refused, or 0
     * @throws NativeFailure when no answer came in time
     */
    public List<Integer> performEach(List<NetlinkRequest> requests) {
        answered = sequence;
        List<Integer> answers = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += AT_ONCE) {
            ByteArrayOutputStream messages = new ByteArrayOutputStream();
            requests.subList(from, Math.min(requests.size(), from + AT_ONCE))
                    .forEach(request -> messages.writeBytes(message(request, REQUEST | ACKNOWLEDGE)));
            send(messages.toByteArray());
            while (answers.size() < Math.min(requests.size(), from + AT_ONCE)) {
                acknowledgements().forEach(received -> answers.add(received.errno()));
            }
        }
        return answers;
    }

    /**
     * Has the kernel do all of these or none, between the messages that begin and end a transaction of the subsystem. What
     * is refused is answered first, and else only the last one is.
     *
     * @throws NativeFailure with the errno of one that the kernel refused, or when no answer came in time; nothing has
     *     happened where it was refused
     */
    public void transact(NetlinkRequest begin, List<NetlinkRequest> requests, NetlinkRequest end) {
        answered = sequence;
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        messages.writeBytes(message(begin, REQUEST));
        for (int i = 0; i < requests.size(); i++) {
            boolean last = i == requests.size() - 1;
            messages.writeBytes(message(requests.get(i), last ? REQUEST | ACKNOWLEDGE : REQUEST));
        }
        messages.writeBytes(message(end, REQUEST));
        send(messages.toByteArray());
        boolean acknowledged = requests.isEmpty();
        while (!acknowledged) {
            List<Received> answers = acknowledgements();
            answers.forEach(NetlinkSocket::check);
            acknowledged = !answers.isEmpty();
        }
    }

    /**
     * What the kernel sends to this socket without being asked for it each time, as it was told to. From now on the socket is
     * for nothing else, and is closed with the events.
     */
    public NetlinkEvents events() {
        NetlinkEvents events = new NetlinkEvents(descriptor);
        events.keepMore();
        return events;
    }

    @Override
    public void close() {
        libc.close(descriptor);
    }

    /** Those that came next, but for answers to requests that nobody waited for any more. */
    private List<Received> acknowledgements() {
        List<Received> answers = new ArrayList<>();
        ByteBuffer bytes = receive();
        while (bytes.remaining() >= HEADER) {
            Received received = Received.next(bytes);
            if (received.isError() && received.sequence() > answered) {
                answers.add(received);
            }
        }
        return answers;
    }

    private record Answer(List<NetlinkMessage> messages, boolean interrupted) {}

    private void prepare() {
        bind(descriptor);
        byte[] timeout = ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putLong(TIMEOUT_SECONDS)
                .putLong(0)
                .array();
        if (libc.setsockopt(descriptor, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, timeout, timeout.length) != 0) {
            throw NativeFailure.last("time-out of a netlink socket");
        }
    }

    static void bind(int descriptor) {
        byte[] address = ByteBuffer.allocate(ADDRESS)
                .order(ByteOrder.nativeOrder())
                .putShort((short) Libc.AF_NETLINK)
                .array();
        if (Libc.INSTANCE.bind(descriptor, address, address.length) != 0) {
            throw NativeFailure.last("bind of a netlink socket");
        }
    }

    private Answer exchange(int type, int flags, byte[] body) {
        answered = sequence;
        send(message(new NetlinkRequest(type, 0, body), REQUEST | flags));
        List<NetlinkMessage> messages = new ArrayList<>();
        boolean interrupted = false;
        while (true) {
            ByteBuffer bytes = receive();
            while (bytes.remaining() >= HEADER) {
                Received received = Received.next(bytes);
                if (received.sequence() <= answered) {
                    continue; // the answer to a request that nobody waited for any more
                }
                interrupted |= (received.flags() & DUMP_INTERRUPTED) != 0;
                if (received.message().type() == TYPE_DONE) {
                    return new Answer(messages, interrupted);
                }
                if (received.isError()) {
                    check(received);
                }
                messages.add(received.message());
                if ((received.flags() & MULTI) == 0) {
                    return new Answer(messages, interrupted);
                }
            }
        }
    }

    private byte[] message(NetlinkRequest request, int flags) {
        sequence++;
        int length = HEADER + request.body().length;
        return ByteBuffer.allocate(NetlinkMessage.aligned(length))
                .order(ByteOrder.nativeOrder())
                .putInt(length)
                .putShort((short) request.type())
                .putShort((short) (request.flags() | flags))
                .putInt(sequence)
                .putInt(0)
                .put(request.body())
                .array();
    }

    private void send(byte[] messages) {
        int sent = libc.send(descriptor, messages, new NativeLong(messages.length), 0)
                .intValue();
        if (sent != messages.length) {
            throw NativeFailure.last("netlink request of " + messages.length + " bytes");
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

    private static void check(Received received) {
        if (received.errno() != 0) {
            int refused = received.message().numberAt(REFUSED_TYPE) & 0xffff;
            throw NativeFailure.of("netlink request of type " + refused, received.errno());
        }
    }
}
