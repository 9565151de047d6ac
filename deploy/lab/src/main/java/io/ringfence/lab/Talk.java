package io.ringfence.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection between two machines that somebody keeps busy, a byte every millisecond, and what arrives at the other
 * end. It is open when it is made: whatever filter is between must allow it then.
 */
public final class Talk implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;

    private final ByteChannel speaks;
    private final ByteChannel hears;
    private final List<Thread> threads;
    private final AtomicLong arrived = new AtomicLong();
    private volatile Instant lastArrival = Instant.now();
    private volatile boolean silent;

    private Talk(ByteChannel speaks, ByteChannel hears) {
        this.speaks = speaks;
        this.hears = hears;
        this.threads = List.of(daemon(this::hear), daemon(this::speak));
    }

    /** The client sends datagrams from a fixed port, the server only listens. */
    public static Talk udpRequests(NetnsLab lab, Machine client, Machine server, int port) {
        return datagrams(lab, client, server, port, true);
    }

    /** The client sends one datagram and falls silent, the server answers for ever. */
    public static Talk udpReplies(NetnsLab lab, Machine client, Machine server, int port) {
        return datagrams(lab, client, server, port, false);
    }

    /** The client connects and sends. */
    public static Talk tcpRequests(NetnsLab lab, Machine client, Machine server, int port) {
        return connection(lab, client, server, port, true);
    }

    /** The client connects and only listens, the server sends: back come acknowledgements alone. */
    public static Talk tcpPush(NetnsLab lab, Machine client, Machine server, int port) {
        return connection(lab, client, server, port, false);
    }

    /** The client connects to one of the server's {@link Responders}, sends, and hears its own bytes again. */
    public static Talk tcpEcho(NetnsLab lab, Machine client, Machine server, int port) {
        InetSocketAddress address = new InetSocketAddress(server.ipv4(), port);
        // Nobody who waits for more is left behind when it is closed.
        SocketChannel asking = lab.inside(client)
                .call(() -> SocketChannel.open(address).setOption(StandardSocketOptions.SO_LINGER, 0));
        return new Talk(asking, asking);
    }

    /** Bytes that arrived up to now. */
    public long arrived() {
        return arrived.get();
    }

    /** Waits until nothing has arrived for as long as this; answers when the last byte did. */
    public Instant silentFor(Duration quiet) {
        Instant last = lastArrival;
        while (Duration.between(last, Instant.now()).compareTo(quiet) < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            last = lastArrival;
        }
        return last;
    }

    /** Whether one byte more arrives within as long as this. */
    public boolean goesOnWithin(Duration bound) {
        long before = arrived();
        Deadline deadline = Deadline.in(bound);
        while (arrived() == before && !deadline.passed()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return arrived() > before;
    }

    /** Nobody says anything until {@link #goOn}. */
    public void pause() {
        silent = true;
    }

    public void goOn() {
        silent = false;
    }

    /** Ends it; its ports are free then, as nobody is within a call on its sockets any more. */
    @Override
    public void close() {
        try {
            speaks.close();
            hears.close();
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Talk datagrams(NetnsLab lab, Machine client, Machine server, int port, boolean clientSpeaks) {
        InetSocketAddress from = new InetSocketAddress(client.ipv4(), port);
        InetSocketAddress to = new InetSocketAddress(server.ipv4(), port);
        try {
            DatagramChannel serving =
                    lab.inside(server).call(() -> DatagramChannel.open().bind(to));
            DatagramChannel asking =
                    lab.inside(client).call(() -> DatagramChannel.open().bind(from));
            asking.connect(to);
            asking.write(ByteBuffer.wrap(new byte[] {1}));
            serving.connect(serving.receive(ByteBuffer.allocate(1)));
            return clientSpeaks ? new Talk(asking, serving) : new Talk(serving, asking);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Talk connection(NetnsLab lab, Machine client, Machine server, int port, boolean clientSpeaks) {
        InetSocketAddress address = new InetSocketAddress(server.ipv4(), port);
        try (ServerSocketChannel listener =
                lab.inside(server).call(() -> ServerSocketChannel.open().bind(address))) {
            SocketChannel asking = lab.inside(client).call(() -> SocketChannel.open(address));
            SocketChannel serving = listener.accept();
            return clientSpeaks ? new Talk(asking, serving) : new Talk(serving, asking);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "talk");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void speak() {
        while (speaks.isOpen()) {
            if (!silent) {
                sayOne();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void sayOne() {
        try {
            speaks.write(ByteBuffer.wrap(new byte[] {1}));
        } catch (IOException notNow) {
            // What a policy does not let out, or the other end refuses, is tried again.
        }
    }

    private void hear() {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        try {
            while (hears.read(buffer.clear()) >= 0) {
                lastArrival = Instant.now();
                arrived.addAndGet(buffer.position());
            }
        } catch (ClosedChannelException over) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
