package io.ringfence.bench.forwarding;

import com.sun.jna.Memory;
import io.ringfence.bench.BenchFailure;
import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NetworkNamespace;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Sockets of the client, one for each flow, that send datagrams of the least size to one server. */
final class ClientSockets implements AutoCloseable {
    private static final int BYTES = 18;
    private static final int NOT_OPEN = -1;

    private final int[] descriptors;
    private final Memory datagram = new Memory(BYTES);

    private ClientSockets(int count) {
        this.descriptors = new int[count];
        Arrays.fill(descriptors, NOT_OPEN);
        datagram.clear();
    }

    /** As many as there are flows; a process may have some thousand descriptors at least. */
    static ClientSockets open(NetworkNamespace inside, InetSocketAddress own, InetSocketAddress server, Flows flows) {
        ClientSockets sockets = new ClientSockets(flows.count());
        try {
            inside.run(() -> Arrays.setAll(
                    sockets.descriptors,
                    flow -> SocketCalls.connected(new InetSocketAddress(own.getAddress(), flows.port(flow)), server)));
            return sockets;
        } catch (RuntimeException failed) {
            sockets.close();
            throw failed;
        }
    }

    /** None of which is open: each send is refused before anything else is done. */
    static ClientSockets none(int count) {
        return new ClientSockets(count);
    }

    /**
     * Sends so many, the sockets in turn.
     *
     * @return the nanoseconds of this thread on a processor
     */
    long send(int count) {
        int sent = 0;
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int number = 0; number < count; number++) {
            if (SocketCalls.send(descriptors[number % descriptors.length], datagram, BYTES, Libc.MSG_DONTWAIT) >= 0) {
                sent++;
            }
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
        if (sent != (descriptors[0] == NOT_OPEN ? 0 : count)) {
            throw new BenchFailure("%d of %d datagrams could be sent".formatted(sent, count));
        }
        return nanos;
    }

    @Override
    public void close() {
        for (int descriptor : descriptors) {
            if (descriptor != NOT_OPEN) {
                Libc.INSTANCE.close(descriptor);
            }
        }
    }
}
