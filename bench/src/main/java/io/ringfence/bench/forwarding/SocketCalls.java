package io.ringfence.bench.forwarding;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetworkNamespace;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * UDP sockets over IPv4 as the C library has them. The calls are bound without an interface in between, as each of them
 * is part of what is measured; {@code size_t} and {@code ssize_t} are those of 64 bits. See udp(7).
 */
final class SocketCalls {
    static final int ADDRESS_BYTES = 16;

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;

    static {
        Native.register(SocketCalls.class, "c");
    }

    private SocketCalls() {}

    static native long send(int descriptor, Pointer bytes, long length, int flags);

    static native long recvfrom(
            int descriptor, Pointer bytes, long length, int flags, byte[] sender, int[] senderLength);

    static native long sendto(
            int descriptor, Pointer bytes, long length, int flags, byte[] receiver, int receiverLength);

    private static native int connect(int descriptor, byte[] address, int addressLength);

    /** A socket of the namespace with this address of its own. */
    static int bound(NetworkNamespace inside, InetSocketAddress own) {
        return inside.call(() -> bound(own));
    }

    /** A socket of this thread's namespace with this address of its own, that sends to one other. */
    static int connected(InetSocketAddress own, InetSocketAddress other) {
        int descriptor = bound(own);
        if (connect(descriptor, address(other), ADDRESS_BYTES) != 0) {
            NativeFailure failure = NativeFailure.last("connect a UDP socket");
            Libc.INSTANCE.close(descriptor);
            throw failure;
        }
        return descriptor;
    }

    private static int bound(InetSocketAddress own) {
        int descriptor = Libc.INSTANCE.socket(AF_INET, SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        if (descriptor < 0) {
            throw NativeFailure.last("UDP socket");
        }
        if (Libc.INSTANCE.bind(descriptor, address(own), ADDRESS_BYTES) != 0) {
            NativeFailure failure = NativeFailure.last("bind a UDP socket");
            Libc.INSTANCE.close(descriptor);
            throw failure;
        }
        return descriptor;
    }

    /** {@code sockaddr_in}; port and address are in network order. */
    private static byte[] address(InetSocketAddress of) {
        ByteBuffer address = ByteBuffer.allocate(ADDRESS_BYTES).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_INET).order(ByteOrder.BIG_ENDIAN).putShort((short) of.getPort());
        return address.put(of.getAddress().getAddress()).array();
    }
}
