package io.ringfence.bench.forwarding;

import io.ringfence.bench.BenchFailure;
import io.ringfence.nativecalls.NetworkNamespace;

/**
 * Datagrams from sockets of the client to a socket of the instance. The sockets are opened before the time is taken, and for
 * one burst only: those of all lanes together would be more than a process may have.
 */
final class DatagramTraffic implements Traffic {
    private final LaneLab lab;
    private final NetworkNamespace insideClient;
    private final Server server;

    private DatagramTraffic(LaneLab lab) {
        this.lab = lab;
        this.insideClient = lab.inside(LaneLab.CLIENT);
        this.server = Server.open(lab.inside(LaneLab.INSTANCE), lab.server());
    }

    static Traffic open(LaneLab lab) {
        return new DatagramTraffic(lab);
    }

    @Override
    public long send(int count, Flows flows) {
        try (ClientSockets sockets = sockets(flows)) {
            long nanos = sockets.send(count);
            require(count, server.drain());
            return nanos;
        }
    }

    /** The system call that finds no socket, which is refused at once. */
    @Override
    public long sendNowhere(int count) {
        try (ClientSockets sockets = ClientSockets.none(count)) {
            return sockets.send(count);
        }
    }

    @Override
    public void answer(Flows flows) {
        try (ClientSockets sockets = sockets(flows)) {
            sockets.send(flows.count());
            require(flows.count(), server.answer());
        }
    }

    private ClientSockets sockets(Flows flows) {
        return ClientSockets.open(insideClient, lab.client(), lab.server(), flows);
    }

    private static void require(int count, int arrived) {
        if (arrived != count) {
            throw new BenchFailure("%d of %d datagrams came through".formatted(arrived, count));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
