package io.ringfence.bench.forwarding;

import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Closing;
import io.ringfence.nativecalls.NetlinkRequest;
import io.ringfence.nativecalls.NetlinkSocket;
import java.util.List;

/** Packets that go one way through a host with one ruleset, which is in force there and nowhere else. */
final class Lane implements AutoCloseable {
    private static final int FORGET_CONNECTIONS = 1 << 8 | 2;

    private final Way way;
    private final Ruleset ruleset;
    private final Closing opened = new Closing();
    private final Traffic traffic;
    private final NetlinkSocket connections;

    private Lane(String name, Way way, Ruleset ruleset) {
        this.way = way;
        this.ruleset = ruleset;
        try {
            LaneLab lab = opened.add(LaneLab.build(name));
            ruleset.putInForce(lab.inside(LaneLab.HOST));
            traffic = opened.add(way.open(lab));
            connections = opened.add(lab.inside(LaneLab.HOST).call(() -> NetlinkSocket.open(NetlinkSocket.NETFILTER)));
        } catch (RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    /** Builds it and puts the ruleset in force. */
    static Lane open(int number, Way way, Ruleset ruleset) {
        return new Lane("lane" + (char) ('a' + number), way, ruleset);
    }

    Way way() {
        return way;
    }

    Ruleset ruleset() {
        return ruleset;
    }

    /** Nanoseconds a packet of a burst of this kind, after which every flow is a new one again. */
    double burst(Kind kind) {
        try {
            return switch (kind) {
                case NEW -> send(new Flows(way.packets));
                case ESTABLISHED -> established(new Flows(Kind.ESTABLISHED_FLOWS));
            };
        } catch (BenchFailure failed) {
            throw new BenchFailure(ruleset.name() + ": " + failed.getMessage(), failed);
        } finally {
            forgetFlows();
        }
    }

    /** Nanoseconds a packet that the sender needs by itself. */
    double sending() {
        return (double) traffic.sendNowhere(way.packets) / way.packets;
    }

    private double established(Flows flows) {
        traffic.answer(flows);
        return send(flows);
    }

    private double send(Flows flows) {
        return (double) traffic.send(way.packets, flows) / way.packets;
    }

    private void forgetFlows() {
        if (ruleset.tracksConnections()) {
            connections.performEach(List.of(new NetlinkRequest(FORGET_CONNECTIONS, 0, new byte[] {0, 0, 0, 0})));
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
