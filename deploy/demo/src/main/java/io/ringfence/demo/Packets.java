package io.ringfence.demo;

import io.ringfence.lab.Answer;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.Responders;
import io.ringfence.lab.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The lab in use: listeners in every machine, and real connections between them. */
final class Packets implements AutoCloseable {

    /** How long silence is listened to before it counts. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** While waiting for a change: a SYN that is dropped comes again only after a second, so try afresh often. */
    private static final Duration ATTEMPT = Duration.ofMillis(5);

    private final NetnsLab lab;
    private final Responders responders;
    private final List<Machine> talkers;

    Packets(LabPlan plan) {
        lab = NetnsLab.attach(plan);
        talkers = Stage.talkers(plan);
        responders = Responders.start(lab, talkers, Stage.PORTS);
    }

    Matrix matrix(int port) {
        return Matrix.measure(new Prober(lab, SILENCE), talkers, port);
    }

    /** Connects again and again; answers when a connection first was answered, if it was within the bound. */
    Instant untilAnswered(String from, String to, int port, Duration bound) {
        Prober prober = new Prober(lab, ATTEMPT);
        Question question = Question.tcp(lab.machine(from), lab.machine(to).ipv4(), port);
        long deadline = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() < deadline) {
            if (prober.ask(question) == Answer.ANSWERED) {
                return Instant.now();
            }
        }
        throw new DemoFailure("no packet passed from " + from + " to " + to + " port " + port + " within "
                + bound.toSeconds() + " s");
    }

    /** Opens a connection that stays, and is busy; the policy must allow it now. */
    Talk connect(String from, String to, int port) {
        return Talk.tcpEcho(lab, lab.machine(from), lab.machine(to), port);
    }

    @Override
    public void close() {
        responders.close();
        lab.close();
    }
}
