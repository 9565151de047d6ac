package io.ringfence.bench.forwarding;

import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Program;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.nativecalls.NetlinkRequest;
import io.ringfence.nativecalls.NetlinkSocket;
import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Three namespaces in a row: a client, a host that forwards under one ruleset, and an instance. The client and the
 * instance are mute: whatever arrives ends there, unanswered, at the least expense.
 */
final class Lane implements AutoCloseable {
    static final int SERVER_PORT = 9_000;

    private static final String HOST = "host";
    private static final String CLIENT = "client";
    private static final String INSTANCE = "instance";
    private static final String DEVICE = "eth0";
    private static final int FORGET_CONNECTIONS = 1 << 8 | 2;

    private final Ruleset ruleset;
    private final NetnsLab lab;
    private final FrameSender client;
    private final FrameSender instance;
    private final FrameSender nowhere;
    private final NetlinkSocket connections;

    private Lane(Ruleset ruleset, NetnsLab lab) {
        this.ruleset = ruleset;
        this.lab = lab;
        InetSocketAddress from = new InetSocketAddress(lab.machine(CLIENT).ipv4(), Flows.FIRST_PORT);
        InetSocketAddress to = new InetSocketAddress(lab.machine(INSTANCE).ipv4(), SERVER_PORT);
        mute(lab.machine(CLIENT));
        mute(lab.machine(INSTANCE));
        ruleset.putInForce(inside(HOST));
        client = FrameSender.open(inside(CLIENT), link(CLIENT), UdpFrame.request(link(CLIENT), from, to));
        Program.run(
                inside(CLIENT), "link add nowhere txqueuelen 0 type ifb\nlink set nowhere up\n", "ip", "-batch", "-");
        Link dead = Link.between(inside(CLIENT), "nowhere", inside(CLIENT), "nowhere");
        nowhere = FrameSender.open(inside(CLIENT), dead, UdpFrame.request(dead, from, to));
        instance = FrameSender.open(inside(INSTANCE), link(INSTANCE), UdpFrame.reply(link(INSTANCE), to, from));
        connections = inside(HOST).call(() -> NetlinkSocket.open(NetlinkSocket.NETFILTER));
    }

    /** Where the client is and where the instance, the same in every lane. */
    static LabPlan plan(int number) {
        return LabPlan.ofThisProcess("lane" + (char) ('a' + number))
                .host(HOST)
                .outside(CLIENT, HOST)
                .instance(INSTANCE, HOST);
    }

    static Machine client(LabPlan plan) {
        return plan.machine(CLIENT);
    }

    static Machine instance(LabPlan plan) {
        return plan.machine(INSTANCE);
    }

    /** Builds it and puts the ruleset in force; what was half built is gone where that fails. */
    static Lane open(int number, Ruleset ruleset) {
        NetnsLab lab = NetnsLab.build(plan(number));
        try {
            return new Lane(ruleset, lab);
        } catch (RuntimeException failed) {
            lab.close();
            throw failed;
        }
    }

    Ruleset ruleset() {
        return ruleset;
    }

    /** Nanoseconds a packet, each of which begins a flow. */
    double newFlows(int packets) {
        return burst(packets, new Flows(packets));
    }

    /** Nanoseconds a packet, in so many flows that were answered before. */
    double establishedFlows(int packets, int flows) {
        Flows established = new Flows(flows);
        client.send(flows, established);
        instance.send(flows, established);
        return burst(packets, established);
    }

    private double burst(int packets, Flows flows) {
        long before = received();
        long nanos = client.send(packets, flows);
        long passed = received() - before;
        if (passed < packets) {
            throw new BenchFailure("%s let %d of %d packets through".formatted(ruleset.name(), passed, packets));
        }
        return (double) nanos / packets;
    }

    /** Nanoseconds a packet that the sender needs by itself: an {@code ifb} interface drops what is sent on it. */
    double sending(int packets) {
        return (double) nowhere.send(packets, new Flows(packets)) / packets;
    }

    /** Makes every flow a new one again. */
    void forgetFlows() {
        if (ruleset.tracksConnections()) {
            connections.performEach(List.of(new NetlinkRequest(FORGET_CONNECTIONS, 0, new byte[] {0, 0, 0, 0})));
        }
    }

    @Override
    public void close() {
        client.close();
        instance.close();
        nowhere.close();
        connections.close();
        lab.close();
    }

    /** Of what is for none of its addresses a machine that does not forward says nothing. */
    private void mute(Machine machine) {
        String address = machine.ipv4().getHostAddress();
        String hardware = link(machine.name()).own();
        Program.run(
                inside(HOST),
                "neigh replace " + address + " lladdr " + hardware + " dev " + machine.hostInterface()
                        + " nud permanent\n",
                "ip",
                "-batch",
                "-");
        Program.run(inside(machine.name()), "", "ip", "route", "flush", "table", "local");
    }

    private Link link(String machine) {
        return Link.between(
                inside(machine), DEVICE, inside(HOST), lab.machine(machine).hostInterface());
    }

    private NetworkNamespace inside(String machine) {
        return lab.inside(lab.machine(machine));
    }

    /** How many packets the instance's interface has seen, as the thread's namespace counts them (proc(5)). */
    private long received() {
        return inside(INSTANCE).call(() -> {
            try (var lines = Files.lines(Path.of("/proc/thread-self/net/dev"))) {
                return lines.map(String::strip)
                        .filter(line -> line.startsWith(DEVICE + ":"))
                        .map(line -> line.substring(DEVICE.length() + 1).strip().split("\\s+", -1)[1])
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow(() -> new BenchFailure("the instance has no " + DEVICE));
            } catch (IOException e) {
                throw new BenchFailure("cannot count packets", e);
            }
        });
    }
}
