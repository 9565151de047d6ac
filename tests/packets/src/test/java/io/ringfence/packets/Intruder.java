package io.ringfence.packets;

import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Tries a hundred times a second to connect to a port that the policy closes, and counts how often it got in. */
final class Intruder implements AutoCloseable {

    private static final long PAUSE_NANOS = 10_000_000;

    /** An attempt that is not accepted within this many others has failed. */
    private static final int OPEN_AT_MOST = 30;

    private final NetnsLab lab;
    private final Machine from;
    private final InetSocketAddress to;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final Thread thread = new Thread(this::run, "intruder");

    private Intruder(NetnsLab lab, Machine from, InetSocketAddress to) {
        this.lab = lab;
        this.from = from;
        this.to = to;
    }

    static Intruder start(NetnsLab lab, Machine from, Machine to, int port) {
        Intruder intruder = new Intruder(lab, from, new InetSocketAddress(to.ipv4(), port));
        intruder.thread.setDaemon(true);
        intruder.thread.start();
        return intruder;
    }

    long attempts() {
        return attempts.get();
    }

    /** Connections that were accepted. */
    long accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Deque<SocketChannel> open = new ArrayDeque<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                SocketChannel channel = lab.inside(from).call(SocketChannel::open);
                channel.configureBlocking(false);
                open.add(channel);
                attempts.incrementAndGet();
                attempt(channel);
                look(open);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            for (SocketChannel channel : open) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void attempt(SocketChannel channel) throws IOException {
        try {
            if (channel.connect(to)) {
                accepted.incrementAndGet();
            }
        } catch (SocketException noWay) {
            channel.close();
        }
    }

    private void look(Deque<SocketChannel> open) throws IOException {
        for (SocketChannel channel : open) {
            try {
                if (channel.isConnectionPending() && channel.finishConnect()) {
                    accepted.incrementAndGet();
                }
            } catch (IOException refused) {
                channel.close();
            }
        }
        while (open.size() > OPEN_AT_MOST) {
            open.remove().close();
        }
    }
}
