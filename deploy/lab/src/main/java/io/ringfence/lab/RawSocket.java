package io.ringfence.lab;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NativeFailure;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A raw IP socket in the namespace of the thread that opened it. What it receives has passed the machine's own packet
 * filter; what it sends goes through it.
 */
final class RawSocket implements AutoCloseable {

    /** Takes whole packets, headers included, and receives nothing. */
    static final int WHOLE_PACKETS = 255;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int RECEIVE_BYTES = 8 << 20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int EPERM = 1;
    private static final int EAGAIN = 11;
    private static final short POLLIN = 1;
    private static final int POLL_ENTRY = 8;

    private final int descriptor;

    private RawSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Opens one for the family of the address; to be called on a thread inside the namespace. */
    static RawSocket open(InetAddress family, int protocol) {
        int domain = family instanceof Inet4Address ? AF_INET : AF_INET6;
        int descriptor = Libc.INSTANCE.socket(domain, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, protocol);
        if (descriptor < 0) {
            throw NativeFailure.last("raw socket for protocol " + protocol);
        }
        byte[] size = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(RECEIVE_BYTES)
                .array();
        Libc.INSTANCE.setsockopt(descriptor, Libc.SOL_SOCKET, SO_RCVBUFFORCE, size, size.length);
        return new RawSocket(descriptor);
    }

    /** Sends a whole packet; one that the machine's own filter drops is as good as sent. */
    void send(byte[] packet, InetAddress to) {
        byte[] address = socketAddress(to);
        long sent = Calls.C
                .sendto(descriptor, packet, new NativeLong(packet.length), 0, address, address.length)
                .longValue();
        if (sent < 0 && Native.getLastError() != EPERM) {
            throw NativeFailure.last("send to " + to.getHostAddress());
        }
    }

    /** The length of the next packet, which is then in the buffer, or -1 if none waits. */
    int receive(byte[] buffer) {
        int length = Libc.INSTANCE
                .recv(descriptor, buffer, new NativeLong(buffer.length), MSG_DONTWAIT)
                .intValue();
        if (length < 0 && Native.getLastError() != EAGAIN) {
            throw NativeFailure.last("receive");
        }
        return length;
    }

    /** Waits until one of the sockets has a packet, at most so long; answers those that have. */
    static List<RawSocket> readable(List<RawSocket> sockets, int timeoutMs) {
        ByteBuffer entries = ByteBuffer.allocate(sockets.size() * POLL_ENTRY).order(ByteOrder.nativeOrder());
        sockets.forEach(
                socket -> entries.putInt(socket.descriptor).putShort(POLLIN).putShort((short) 0));
        if (Calls.C.poll(entries.array(), new NativeLong(sockets.size()), timeoutMs) < 0) {
            throw NativeFailure.last("poll");
        }
        List<RawSocket> ready = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            if (entries.getShort(i * POLL_ENTRY + 6) != 0) {
                ready.add(sockets.get(i));
            }
        }
        return ready;
    }

    @Override
    public void close() {
        Libc.INSTANCE.close(descriptor);
    }

    /** {@code sockaddr_in} or {@code sockaddr_in6}, port 0. */
    private static byte[] socketAddress(InetAddress to) {
        boolean ipv4 = to instanceof Inet4Address;
        ByteBuffer bytes = ByteBuffer.allocate(ipv4 ? 16 : 28).order(ByteOrder.nativeOrder());
        bytes.putShort((short) (ipv4 ? AF_INET : AF_INET6));
        bytes.position(ipv4 ? 4 : 8);
        return bytes.put(to.getAddress()).array();
    }

    /** The two calls that only raw sockets need. */
    interface Calls extends Library {

        Calls C = Native.load("c", Calls.class);

        NativeLong sendto(
                int descriptor, byte[] bytes, NativeLong length, int flags, byte[] address, int addressLength);

        int poll(byte[] entries, NativeLong count, int timeoutMs);
    }
}
