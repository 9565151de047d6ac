package io.ringfence.bench.forwarding;

import com.sun.jna.Memory;
import io.ringfence.bench.BenchFailure;
import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetworkNamespace;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The instance's socket, which keeps what arrives until it is asked: nobody waits for it, so nobody is woken. */
final class Server implements AutoCloseable {
    private static final int ROOM_BYTES = 32 << 20;
    private static final int BYTES = 64;

    private final int descriptor;
    private final Memory datagram = new Memory(BYTES);
    private final byte[] sender = new byte[SocketCalls.ADDRESS_BYTES];

    private Server(int descriptor) {
        this.descriptor = descriptor;
    }

    static Server open(NetworkNamespace inside, InetSocketAddress own) {
        Server server = new Server(SocketCalls.bound(inside, own));
        byte[] room = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(ROOM_BYTES)
                .array();
        if (Libc.INSTANCE.setsockopt(server.descriptor, Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, room, Integer.BYTES)
                != 0) {
            NativeFailure failure = NativeFailure.last("give a UDP socket room");
            server.close();
            throw failure;
        }
        return server;
    }

    /** Takes all that has arrived; the answer is how many. */
    int drain() {
        int count = 0;
        while (take() >= 0) {
            count++;
        }
        return count;
    }

    /** Takes all that has arrived and answers each; the answer is how many. */
    int answer() {
        int count = 0;
        for (long length = take(); length >= 0; length = take()) {
            if (SocketCalls.sendto(descriptor, datagram, length, 0, sender, sender.length) != length) {
                throw new BenchFailure("the instance cannot answer");
            }
            count++;
        }
        return count;
    }

    private long take() {
        int[] senderLength = {sender.length};
        return SocketCalls.recvfrom(descriptor, datagram, BYTES, Libc.MSG_DONTWAIT, sender, senderLength);
    }

    @Override
    public void close() {
        Libc.INSTANCE.close(descriptor);
    }
}
