package io.ringfence.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.demo.Gateway.Answer;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The two figures that a user feels: how long after the HTTP answer a packet passes, and how many changes a second the
 * write side decides. Measured on the demo's stage; figures are for people, nothing is asserted about them.
 */
final class Measurement {

    private static final int CHANGES = 100;
    private static final int FIRST_PORT = 20_000;
    private static final int CLIENTS = 32;
    private static final Duration LOAD = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An unanswered SYN comes again only after a second, so try afresh often. */
    private static final Duration ATTEMPT = Duration.ofMillis(5);

    private final Gateway gateway;
    private final Cast cast;
    private final LabPlan plan = Stage.plan();

    Measurement(Settings settings) {
        this.gateway = new Gateway(settings.gateway(), "measurement");
        this.cast = new Cast(gateway, "measurement");
    }

    /** Measures and prints; the instances are deleted again. */
    void perform() {
        cast.sweep("h1");
        cast.sweep("h2");
        try (NetnsLab lab = NetnsLab.attach(plan)) {
            answerToPacket(new Prober(lab, ATTEMPT));
        } finally {
            cast.leave();
        }
        changesPerSecond();
    }

    private void answerToPacket(Prober prober) {
        for (String role : List.of("web", "db")) {
            require(cast.create(role, cast.groupRequest(role, "BASIC", "DROP", false)));
        }
        for (String name : List.of("web1", "db2")) {
            require(cast.register(plan.machine(name), cast.instanceRequest(plan.machine(name))));
        }
        untilOpen(prober, FIRST_PORT);
        long[] micros = new long[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            micros[i] = untilOpen(prober, FIRST_PORT + 1 + i);
        }
        Arrays.sort(micros);
        System.out.printf(
                "HTTP answer to packet allowed, %d changes one at a time: p50 %.1f ms, p99 %.1f ms%n",
                CHANGES, micros[CHANGES / 2] / 1e3, micros[CHANGES * 99 / 100] / 1e3);
    }

    /** Authorizes a port; answers the microseconds from the answer's arrival to the first packet that passed. */
    private long untilOpen(Prober prober, int port) {
        ObjectNode rule = RuleJson.accept("INGRESS", port)
                .put("cidr", plan.machine("web1").ipv4().getHostAddress());
        Answer answer =
                require(gateway.post("/v1/security-groups/" + cast.group("db") + "/rules", RuleJson.rules(rule)));
        Question question =
                Question.tcp(plan.machine("web1"), plan.machine("db2").ipv4(), port);
        Instant deadline = answer.at().plus(PATIENCE);
        // Nobody listens: the reset that comes back is the other side's, so the packet was let through.
        while (prober.ask(question) == io.ringfence.lab.Answer.SILENT) {
            if (Instant.now().isAfter(deadline)) {
                throw new DemoFailure("port " + port + " did not open within " + PATIENCE.toSeconds() + " s");
            }
        }
        return Duration.between(answer.at(), Instant.now()).toNanos() / 1_000;
    }

    private void changesPerSecond() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            groups.add(
                    require(gateway.post("/v1/security-groups", cast.groupRequest("load" + i, "BASIC", "DROP", false)))
                            .text("securityGroupId"));
        }
        AtomicLong changes = new AtomicLong();
        Instant begun = Instant.now();
        Instant end = begun.plus(LOAD);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            groups.forEach(group -> running.add(clients.submit(() -> change(group, end, changes))));
            for (Future<?> client : running) {
                client.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw new DemoFailure("a client failed: " + e.getCause(), e);
        } finally {
            clients.shutdownNow();
        }
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1e3;
        System.out.printf(
                "Durable rule changes over REST, %d clients, one group each: %.0f a second (%d in %.1f s)%n",
                CLIENTS, changes.get() / seconds, changes.get(), seconds);
    }

    /** Authorizes and revokes one rule, again and again. */
    private void change(String group, Instant end, AtomicLong changes) {
        ObjectNode rule = RuleJson.rules(RuleJson.accept("INGRESS", FIRST_PORT).put("cidr", "10.0.0.0/8"));
        for (boolean add = true; Instant.now().isBefore(end); add = !add) {
            require(gateway.post("/v1/security-groups/" + group + (add ? "/rules" : "/rules:revoke"), rule));
            changes.incrementAndGet();
        }
    }

    private static Answer require(Answer answer) {
        if (!answer.good()) {
            throw new DemoFailure("refused with " + answer.status() + ": " + answer.body());
        }
        return answer;
    }
}
