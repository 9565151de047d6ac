package io.ringfence.packets;

import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One TCP connection that carries a little data every millisecond, and how often its sender had to send again, which is what
 * a packet that was dropped comes to. No other TCP is to be spoken in the sender's namespace.
 */
final class Transfer implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;

    private final NetnsLab lab;
    private final Machine from;
    private final SocketChannel sends;
    private final SocketChannel receives;
    private final AtomicLong arrived = new AtomicLong();

    private Transfer(NetnsLab lab, Machine from, SocketChannel sends, SocketChannel receives) {
        this.lab = lab;
        this.from = from;
        this.sends = sends;
        this.receives = receives;
    }

    static Transfer start(NetnsLab lab, Machine from, Machine to, int port) {
        InetSocketAddress address = new InetSocketAddress(to.ipv4(), port);
        try (ServerSocketChannel listener =
                lab.inside(to).call(() -> ServerSocketChannel.open().bind(address))) {
            // A busy machine answers late, which the sender would take for a loss at once; in 200 ms it does not.
            lab.inside(from).call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/tcp_early_retrans"), "0"));
            SocketChannel sends = lab.inside(from).call(() -> SocketChannel.open(address));
            Transfer transfer = new Transfer(lab, from, sends, listener.accept());
            daemon(transfer::send);
            daemon(transfer::receive);
            return transfer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that arrived. */
    long arrived() {
        return arrived.get();
    }

    /** Segments that were sent again, by the kernel's own count ({@code RetransSegs}, RFC 4022). */
    long sentAgain() {
        return lab.inside(from).call(() -> {
            List<String> tcp = Files.readAllLines(Path.of("/proc/thread-self/net/snmp")).stream()
                    .filter(line -> line.startsWith("Tcp: "))
                    .toList();
            List<String> names = List.of(tcp.get(0).split(" ", -1));
            return Long.parseLong(tcp.get(1).split(" ", -1)[names.indexOf("RetransSegs")]);
        });
    }

    @Override
    public void close() throws IOException {
        sends.close();
        receives.close();
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
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
                "transfer");
        thread.setDaemon(true);
        thread.start();
    }

    private void send() throws IOException {
        while (true) {
            sends.write(ByteBuffer.wrap(new byte[100]));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void receive() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (receives.read(buffer.clear()) >= 0) {
            arrived.addAndGet(buffer.position());
        }
    }
}
