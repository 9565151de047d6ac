package io.ringfence.agent.flows;

import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection between two machines that somebody keeps alive, one small message every ten milliseconds, and a count of
 * what arrives at the other end.
 */
final class Talk implements AutoCloseable {

    private static final long PAUSE_NANOS = 10_000_000;

    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<ByteChannel> open = new ArrayList<>();
    private final Thread speaker;
    private volatile boolean silent;

    private Talk(ByteChannel speaks, ByteChannel hears) throws IOException {
        open.add(speaks);
        open.add(hears);
        started(() -> hear(hears));
        this.speaker = started(() -> speak(speaks));
    }

    /** The client sends datagrams from a fixed port, the server only listens. */
    static Talk udpRequests(NetnsLab lab, Machine client, Machine server, int port) {
        return datagrams(lab, client, server, port, true);
    }

    /** The client sends one datagram and falls silent, the server answers for ever. */
    static Talk udpReplies(NetnsLab lab, Machine client, Machine server, int port) {
        return datagrams(lab, client, server, port, false);
    }

    /** The client connects and sends. */
    static Talk tcpRequests(NetnsLab lab, Machine client, Machine server, int port) {
        return connection(lab, client, server, port, true);
    }

    /** The client connects and only listens, the server sends: back come acknowledgements alone. */
    static Talk tcpPush(NetnsLab lab, Machine client, Machine server, int port) {
        return connection(lab, client, server, port, false);
    }

    /** Messages that arrived up to now. */
    long arrived() {
        return arrived.get();
    }

    /** Nobody says anything until {@link #goOn}. */
    void pause() {
        silent = true;
    }

    void goOn() {
        silent = false;
    }

    @Override
    public void close() throws IOException {
        speaker.interrupt();
        for (ByteChannel channel : open) {
            channel.close();
        }
    }

    private static Talk datagrams(NetnsLab lab, Machine client, Machine server, int port, boolean clientSpeaks) {
        InetAddress from = client.ipv4();
        InetAddress to = server.ipv4();
        try {
            DatagramChannel serving =
                    lab.inside(server).call(() -> DatagramChannel.open().bind(new InetSocketAddress(to, port)));
            DatagramChannel asking =
                    lab.inside(client).call(() -> DatagramChannel.open().bind(new InetSocketAddress(from, port)));
            asking.connect(new InetSocketAddress(to, port));
            asking.write(ByteBuffer.wrap(new byte[] {1}));
            serving.connect(serving.receive(ByteBuffer.allocate(1)));
            return clientSpeaks ? new Talk(asking, serving) : new Talk(serving, asking);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Talk connection(NetnsLab lab, Machine client, Machine server, int port, boolean clientSpeaks) {
        try (ServerSocketChannel listener = lab.inside(server)
                .call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(server.ipv4(), port)))) {
            SocketChannel asking =
                    lab.inside(client).call(() -> SocketChannel.open(new InetSocketAddress(server.ipv4(), port)));
            SocketChannel serving = listener.accept();
            return clientSpeaks ? new Talk(asking, serving) : new Talk(serving, asking);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static Thread started(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (ClosedChannelException over) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "talk");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What a policy does not let out, or the other end refuses, is tried again. */
    private void speak(ByteChannel channel) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (!silent) {
                    channel.write(ByteBuffer.wrap(new byte[] {1}));
                }
            } catch (ClosedChannelException over) {
                throw over;
            } catch (IOException notNow) {
                refused.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void hear(ByteChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        while (channel.read(buffer.clear()) >= 0) {
            arrived.addAndGet(buffer.position());
        }
    }
}
