package io.ringfence.bench.forwarding;

import io.ringfence.bench.BenchFailure;
import io.ringfence.bench.Program;
import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Frames from the client's interface to the instance's. Both are mute: whatever arrives ends there, unanswered, at the
 * least expense.
 */
final class FrameTraffic implements Traffic {
    private static final String NOWHERE = "nowhere";

    private final NetworkNamespace insideInstance;
    private final FrameSender client;
    private final FrameSender instance;
    private final FrameSender nowhere;

    private FrameTraffic(LaneLab lab) {
        mute(lab.inside(LaneLab.CLIENT));
        mute(lab.inside(LaneLab.INSTANCE));
        insideInstance = lab.inside(LaneLab.INSTANCE);
        Link toClient = lab.link(LaneLab.CLIENT);
        Link toInstance = lab.link(LaneLab.INSTANCE);
        client = FrameSender.open(
                lab.inside(LaneLab.CLIENT), toClient, UdpFrame.request(toClient, lab.client(), lab.server()));
        Program.run(
                lab.inside(LaneLab.CLIENT),
                "link add nowhere txqueuelen 0 type ifb\nlink set nowhere up\n",
                "ip",
                "-batch",
                "-");
        Link dead = Link.between(lab.inside(LaneLab.CLIENT), NOWHERE, lab.inside(LaneLab.CLIENT), NOWHERE);
        nowhere =
                FrameSender.open(lab.inside(LaneLab.CLIENT), dead, UdpFrame.request(dead, lab.client(), lab.server()));
        instance = FrameSender.open(
                lab.inside(LaneLab.INSTANCE), toInstance, UdpFrame.reply(toInstance, lab.server(), lab.client()));
    }

    static Traffic open(LaneLab lab) {
        return new FrameTraffic(lab);
    }

    @Override
    public long send(int count, Flows flows) {
        long before = received();
        long nanos = client.send(count, flows);
        long passed = received() - before;
        if (passed < count) {
            throw new BenchFailure("%d of %d frames came through".formatted(passed, count));
        }
        return nanos;
    }

    /** An {@code ifb} interface drops what is sent on it. */
    @Override
    public long sendNowhere(int count) {
        return nowhere.send(count, new Flows(count));
    }

    @Override
    public void answer(Flows flows) {
        client.send(flows.count(), flows);
        instance.send(flows.count(), flows);
    }

    @Override
    public void close() {
        client.close();
        instance.close();
        nowhere.close();
    }

    /** Of what is for none of its addresses a machine that does not forward says nothing. */
    private static void mute(NetworkNamespace machine) {
        Program.run(machine, "", "ip", "route", "flush", "table", "local");
    }

    /** How many packets the instance's interface has seen, as the thread's namespace counts them (proc(5)). */
    private long received() {
        return insideInstance.call(() -> {
            try (var lines = Files.lines(Path.of("/proc/thread-self/net/dev"))) {
                return lines.map(String::strip)
                        .filter(line -> line.startsWith(LaneLab.DEVICE + ":"))
                        .map(line -> line.substring(LaneLab.DEVICE.length() + 1)
                                .strip()
                                .split("\\s+", -1)[1])
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow(() -> new BenchFailure("the instance has no " + LaneLab.DEVICE));
            } catch (IOException e) {
                throw new BenchFailure("cannot count packets", e);
            }
        });
    }
}
