package io.ringfence.demo;

import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** A connection that is kept busy: a byte every two milliseconds, which the other side sends back. */
final class OpenConnection implements AutoCloseable {

    private static final long PAUSE_NANOS = 2_000_000;

    private final SocketChannel channel;
    private volatile Instant lastHeard = Instant.now();

    /** Connects from within the machine; the connection is busy from then on. */
    OpenConnection(NetnsLab lab, Machine from, Machine to, int port) {
        channel = lab.inside(from).call(() -> SocketChannel.open(new InetSocketAddress(to.ipv4(), port)));
        daemon("busy-sender", this::send);
        daemon("busy-listener", this::listen);
    }

    /** When the last byte came back, once none has for as long as this. */
    Instant silentFor(Duration quiet) {
        Instant last = lastHeard;
        while (Duration.between(last, Instant.now()).compareTo(quiet) < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            last = lastHeard;
        }
        return last;
    }

    /** Whether a byte comes back within as long as this. */
    boolean answersWithin(Duration bound) {
        Instant before = lastHeard;
        Instant end = Instant.now().plus(bound);
        while (lastHeard.equals(before) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return lastHeard.isAfter(before);
    }

    @Override
    public void close() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        } catch (IOException e) {
            throw new DemoFailure("cannot close a connection: " + e.getMessage());
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (ClosedChannelException over) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        throw new DemoFailure("a connection that was open ended: " + e.getMessage());
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void send() throws IOException {
        while (true) {
            channel.write(ByteBuffer.wrap(new byte[] {1}));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void listen() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        while (channel.read(buffer.clear()) >= 0) {
            lastHeard = Instant.now();
        }
    }
}
