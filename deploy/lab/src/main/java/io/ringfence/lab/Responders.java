package io.ringfence.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listeners inside machines of a lab, on every address of theirs: TCP greets with one byte and then echoes, UDP
 * echoes. One thread serves them all; closing ends it and every connection.
 */
public final class Responders implements AutoCloseable {

    /** What a TCP listener says first. */
    static final byte GREETING = '!';

    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocate(2048);

    private Responders(Selector selector) {
        this.selector = selector;
        this.thread = new Thread(this::serve, "responders");
        this.thread.setDaemon(true);
    }

    /** Starts a TCP and a UDP listener on each of the ports on each address of the machines; they answer at once. */
    public static Responders start(NetnsLab lab, List<Machine> machines, List<Integer> ports) {
        try {
            Responders responders = new Responders(Selector.open());
            try {
                machines.forEach(machine -> lab.inside(machine).run(() -> responders.listen(machine, ports)));
            } catch (RuntimeException failed) {
                responders.release();
                throw failed;
            }
            responders.thread.start();
            return responders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            thread.interrupt();
            thread.join();
            release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted while listeners closed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(Machine machine, List<Integer> ports) {
        try {
            for (InetAddress address : machine.addresses()) {
                for (int port : ports) {
                    InetSocketAddress local = new InetSocketAddress(address, port);
                    ServerSocketChannel tcp = ServerSocketChannel.open();
                    tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(local, 1024);
                    tcp.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
                    DatagramChannel udp = DatagramChannel.open().bind(local);
                    udp.configureBlocking(false).register(selector, SelectionKey.OP_READ);
                }
            }
        } catch (IOException e) {
            throw new LabFailure("cannot listen in " + machine.namespace(), e);
        }
    }

    private void serve() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    answer(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An asker that went away, or that a policy does not let us answer, concerns its own connection only. */
    private void answer(SelectionKey key) throws IOException {
        try {
            if (key.channel() instanceof ServerSocketChannel listener) {
                greet(listener.accept());
            } else if (key.channel() instanceof DatagramChannel datagrams) {
                echo(datagrams);
            } else if (key.channel() instanceof SocketChannel connection) {
                echo(connection);
            }
        } catch (IOException unreachable) {
            if (key.channel() instanceof SocketChannel connection) {
                connection.close();
            }
        }
    }

    private void greet(@Nullable SocketChannel connection) throws IOException {
        if (connection != null) {
            connection.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            connection.write(ByteBuffer.wrap(new byte[] {GREETING}));
        }
    }

    private void echo(DatagramChannel datagrams) throws IOException {
        SocketAddress asker = datagrams.receive(buffer.clear());
        if (asker != null) {
            datagrams.send(buffer.flip(), asker);
        }
    }

    private void echo(SocketChannel connection) throws IOException {
        if (connection.read(buffer.clear()) < 0) {
            connection.close();
        } else {
            connection.write(buffer.flip());
        }
    }

    private void release() throws IOException {
        for (SelectionKey key : new ArrayList<>(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
