package io.ringfence.bench;

import io.ringfence.bench.forwarding.Forwarding;
import io.ringfence.bench.tables.FirstLoad;
import io.ringfence.bench.tables.Updates;
import io.ringfence.lab.LabFailure;
import io.ringfence.lab.NetnsLab;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The bench of a running installation; {@code lab-up} makes its namespaces and leaves them standing, {@code lab-down}
 * removes them. Exits 0 when all that was wanted was measured, whatever the figures are; 1 when
 * it could not be measured, 2 if asked wrongly.
 */
public final class Bench {
    /** Kept, as the platform forgets the level of a logger that nobody holds. */
    private static final Logger KAFKA_LOG = Logger.getLogger("org.apache.kafka");

    private static final Logger AGENT_LOG = Logger.getLogger("io.ringfence.agent");

    private final Settings settings;
    private final Scoreboard scoreboard = new Scoreboard();

    private Bench(Settings settings) {
        this.settings = settings;
    }

    public static void main(String[] arguments) {
        KAFKA_LOG.setLevel(Level.SEVERE);
        AGENT_LOG.setLevel(Level.WARNING);
        System.exit(act(List.of(arguments)));
    }

    private static int act(List<String> arguments) {
        try {
            switch (arguments.isEmpty() ? "" : arguments.get(0)) {
                case "lab-up" -> NetnsLab.build(Stage.plan());
                case "lab-down" -> NetnsLab.remove(Stage.PREFIX);
                default -> new Bench(Settings.of(arguments)).perform();
            }
            return 0;
        } catch (BenchFailure | LabFailure failure) {
            System.err.println("The bench cannot go on: " + failure.getMessage());
            return 1;
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            return 2;
        }
    }

    private void perform() {
        try {
            Files.createDirectories(settings.directory());
        } catch (IOException e) {
            throw new BenchFailure("no directory " + settings.directory(), e);
        }
        if (settings.wants("image")) {
            new ImageInAgent(settings, scoreboard).perform();
        } else {
            installation();
        }
        scoreboard.print();
    }

    private void installation() {
        try (Closing closing = new Closing()) {
            if (settings.wantsKernelOnly()) {
                kernel(closing);
            } else {
                installation(closing);
            }
        }
    }

    /** Whoever is interrupted leaves no namespaces behind either. */
    private void kernel(Closing closing) {
        Runtime.getRuntime().addShutdownHook(new Thread(closing::close, "closing"));
        if (settings.wants("forwarding")) {
            new Forwarding(settings, scoreboard).perform(closing);
        }
        if (settings.wants("first-load")) {
            new FirstLoad(settings, scoreboard).perform(closing);
        }
        if (settings.wants("updates")) {
            new Updates(settings, scoreboard).perform(closing);
        }
    }

    private void installation(Closing closing) {
        Postgres postgres = closing.add(new Postgres(settings.postgresPort()));
        if (settings.wants("rest") || settings.wants("kafka")) {
            rates(closing, postgres);
        }
        if (settings.wants("latency")) {
            latency(closing, postgres);
        }
        if (settings.wants("replay")) {
            new Replay(settings, scoreboard).perform(closing);
        }
    }

    /** Rows 1 and 2 of the performance document. */
    private void rates(Closing closing, Postgres postgres) {
        List<Contestant> contestants = new ArrayList<>();
        Optional<Contestant> pgbench = wanted(settings.pgbench(), () -> new PgBench(settings, postgres), contestants);
        Optional<Contestant> etcd = settings.wants("rest")
                ? wanted(settings.etcd(), () -> closing.add(new Etcd(settings)), contestants)
                : Optional.empty();
        Optional<Contestant> rest = Optional.empty();
        Optional<Contestant> direct = Optional.empty();
        Optional<Contestant> kafka = Optional.empty();
        try (HttpLoad gateway = new HttpLoad(settings.gateway(), RuleChanges.CLIENTS)) {
            if (settings.wants("rest")) {
                RuleChanges changes = RuleChanges.prepare(gateway, "rest");
                rest = Optional.of(closing.add(restThrough("", settings.gateway(), changes)));
                direct = Optional.of(closing.add(restThrough(" at the rule-service", settings.ruleService(), changes)));
            }
            if (settings.wants("kafka")) {
                RuleChanges changes = RuleChanges.prepare(gateway, "kafka");
                kafka = Optional.of(closing.add(new KafkaChanges(settings.kafka(), changes)));
            }
        }
        rest.ifPresent(contestants::add);
        direct.ifPresent(contestants::add);
        kafka.ifPresent(contestants::add);
        Rounds rounds = Rounds.measure(
                contestants,
                Duration.ofSeconds(settings.warmUp()),
                settings.runs(),
                Duration.ofSeconds(settings.seconds()));
        Stream.of(rest, direct).flatMap(Optional::stream).forEach(measured -> {
            against(rounds, measured, pgbench, "pgbench", 0.10, 0.30);
            against(rounds, measured, etcd, "etcd", 0.30, 1.00);
        });
        kafka.ifPresent(measured -> against(rounds, measured, pgbench, "pgbench", 0.20, 0.60));
    }

    /** Row 3 of the performance document. */
    private void latency(Closing closing, Postgres postgres) {
        String alone = "change decided to enforced in the kernel, one at a time";
        String loaded = "the same under %s changes/s on the same host";
        Optional<String> lack = NetnsLab.missing();
        if (lack.isPresent()) {
            scoreboard.missing(alone, lack.get());
            scoreboard.missing(loaded.formatted("200"), lack.get());
            return;
        }
        List<Enforcement.Run> runs = closing.add(new Enforcement(settings, postgres))
                .measure(Duration.ofSeconds(settings.warmUp()), settings.runs());
        double p50 = median(runs, Enforcement.Run::p50);
        scoreboard.atMost(
                alone + ", p50 / commit + Kafka + nft",
                "%.1f ms".formatted(p50),
                median(runs, run -> run.p50() / run.floorP50()),
                "x",
                3,
                1.5);
        double p99 = median(runs, Enforcement.Run::p99);
        scoreboard.atMost(alone + ", p99", "%.1f ms".formatted(p99), p99, " ms", 50, 20);
        double loadedP99 = median(runs, Enforcement.Run::loadedP99);
        String reached = "%.0f".formatted(median(runs, Enforcement.Run::othersPerSecond));
        scoreboard.atMost(
                loaded.formatted(reached) + ", p99", "%.1f ms".formatted(loadedP99), loadedP99, " ms", 200, 60);
    }

    private static double median(List<Enforcement.Run> runs, ToDoubleFunction<Enforcement.Run> figure) {
        return Medians.of(runs.stream().mapToDouble(figure).boxed().toList());
    }

    private static RestChanges restThrough(String door, URI address, RuleChanges changes) {
        return new RestChanges(
                "rule changes over REST%s, %d clients, 1,000 groups".formatted(door, RuleChanges.CLIENTS),
                address,
                changes);
    }

    private static Optional<Contestant> wanted(
            String program, Supplier<Contestant> start, List<Contestant> contestants) {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Contestant started = start.get();
        contestants.add(started);
        return Optional.of(started);
    }

    private void against(
            Rounds rounds, Contestant measured, Optional<Contestant> other, String program, double due, double goal) {
        if (other.isPresent()) {
            scoreboard.rate(rounds, measured, other.get(), due, goal);
        } else {
            scoreboard.note(rounds, measured);
            scoreboard.missing(measured.name() + " / " + program, "no " + program);
        }
    }
}
