package io.ringfence.bench.forwarding;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetworkNamespace;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sends frames on an interface, many with one system call, and says what processor time that took. The other end of a
 * veth pair, and whatever forwards from there, works within the sender's own calls: the time holds the whole way of each
 * frame. The layout of {@code struct mmsghdr} is that of 64 bits; see sendmmsg(2) and packet(7).
 */
final class FrameSender implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int ADDRESS_BYTES = 20;
    private static final int AT_ONCE = 64;
    private static final int MESSAGE = 64;
    private static final int MESSAGE_VECTOR = 16;
    private static final int MESSAGE_VECTORS = 24;
    private static final int VECTOR = 16;
    private static final int VECTORS_AT = AT_ONCE * MESSAGE;
    private static final int FRAMES_AT = VECTORS_AT + AT_ONCE * VECTOR;

    private final int descriptor;
    private final UdpFrame frame;
    private final Memory memory = new Memory(FRAMES_AT + AT_ONCE * UdpFrame.LENGTH);
    private final ByteBuffer frames = memory.getByteBuffer(FRAMES_AT, AT_ONCE * UdpFrame.LENGTH);

    private FrameSender(int descriptor, UdpFrame frame) {
        this.descriptor = descriptor;
        this.frame = frame;
        memory.clear();
        for (int i = 0; i < AT_ONCE; i++) {
            long vector = VECTORS_AT + (long) i * VECTOR;
            memory.setPointer((long) i * MESSAGE + MESSAGE_VECTOR, memory.share(vector));
            memory.setLong((long) i * MESSAGE + MESSAGE_VECTORS, 1);
            memory.setPointer(vector, memory.share(FRAMES_AT + (long) i * UdpFrame.LENGTH));
            memory.setLong(vector + Native.POINTER_SIZE, UdpFrame.LENGTH);
            frames.put(i * UdpFrame.LENGTH, frame.bytes());
        }
    }

    /** Opens one at this end of a link. */
    static FrameSender open(NetworkNamespace inside, Link link, UdpFrame frame) {
        return inside.call(() -> {
            int descriptor = Libc.INSTANCE.socket(AF_PACKET, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, 0);
            if (descriptor < 0) {
                throw NativeFailure.last("packet socket");
            }
            if (Libc.INSTANCE.bind(descriptor, address(link.index()), ADDRESS_BYTES) != 0) {
                throw NativeFailure.last("bind a packet socket");
            }
            return new FrameSender(descriptor, frame);
        });
    }

    /**
     * Sends so many, the flows in turn.
     *
     * @return the nanoseconds of this thread on a processor
     */
    long send(int count, Flows flows) {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int sent = 0; sent < count; ) {
            int batch = Math.min(AT_ONCE, count - sent);
            for (int i = 0; i < batch; i++) {
                frames.putShort(i * UdpFrame.LENGTH + frame.flowPortAt(), (short) flows.port(sent + i));
            }
            int taken = Calls.C.sendmmsg(descriptor, memory, batch, 0);
            if (taken <= 0) {
                throw NativeFailure.last("send frames");
            }
            sent += taken;
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
    }

    @Override
    public void close() {
        Libc.INSTANCE.close(descriptor);
    }

    /** {@code sockaddr_ll}: without a protocol the socket receives nothing. */
    private static byte[] address(int interfaceIndex) {
        return ByteBuffer.allocate(ADDRESS_BYTES)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_PACKET)
                .putShort((short) 0)
                .putInt(interfaceIndex)
                .array();
    }

    /** The call that only this needs. */
    interface Calls extends Library {
        Calls C = Native.load("c", Calls.class);

        int sendmmsg(int descriptor, Pointer messages, int count, int flags);
    }
}
