package io.ringfence.bench;

import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Tries a port again and again, two thousand datagrams a second from one fresh source port, until the first is echoed. A
 * datagram that the policy drops leaves no trace in the connection table, so each is judged anew.
 */
final class FirstDatagram {
    private static final long PAUSE_NS = 500_000;

    private final NetnsLab lab;
    private final Machine from;
    private final Machine to;

    FirstDatagram(NetnsLab lab, Machine from, Machine to) {
        this.lab = lab;
        this.from = from;
        this.to = to;
    }

    /** When, by {@link System#nanoTime}, the first datagram was sent that was let through. */
    long passedAt(int port, Duration bound) {
        try (DatagramChannel channel = lab.inside(from).call(() -> open(port))) {
            ByteBuffer echo = ByteBuffer.allocate(Long.BYTES);
            long deadline = System.nanoTime() + bound.toNanos();
            while (System.nanoTime() < deadline) {
                send(channel);
                LockSupport.parkNanos(PAUSE_NS);
                if (channel.read(echo.clear()) > 0) {
                    return echo.flip().getLong();
                }
            }
            throw new BenchFailure("port " + port + " did not open within " + bound.toSeconds() + " s");
        } catch (PortUnreachableException nobodyListens) {
            throw new BenchFailure("nobody echoes at port " + port, nobodyListens);
        } catch (IOException e) {
            throw new BenchFailure("the probe failed", e);
        }
    }

    private DatagramChannel open(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(from.ipv4(), 0));
        channel.connect(new InetSocketAddress(to.ipv4(), port));
        return channel;
    }

    private static void send(DatagramChannel channel) throws IOException {
        ByteBuffer time = ByteBuffer.allocate(Long.BYTES).putLong(System.nanoTime());
        channel.write(time.flip());
    }
}
