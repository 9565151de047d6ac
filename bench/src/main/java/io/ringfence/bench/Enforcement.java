package io.ringfence.bench;

import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Responders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Row 3: how long after a change was answered the kernel lets its packets through, one change at a time, alone and while
 * others change two hundred rules a second in groups of the same host; beside each change the floor, which is one commit
 * in PostgreSQL, one record's way through Kafka and one nftables transaction.
 */
final class Enforcement implements AutoCloseable {
    private static final int CHANGES = 100;
    private static final int FIRST_PORT = 9_000;
    private static final int PORTS = 50;
    private static final int OTHERS_PER_SECOND = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Closing closing = new Closing();
    private final HostChanges changes;
    private final FirstDatagram probe;
    private final PostgresCommit commit;
    private final KafkaRoundTrip roundTrip;
    private final NftTransaction transaction;
    private int changed;

    Enforcement(Settings settings, Postgres postgres) {
        try {
            NetnsLab lab = closing.add(NetnsLab.attach(Stage.plan()));
            Machine client = lab.machine("client");
            Machine server = lab.machine("server");
            List<Integer> ports =
                    IntStream.range(FIRST_PORT, FIRST_PORT + PORTS).boxed().toList();
            closing.add(Responders.start(lab, List.of(server), ports));
            this.probe = new FirstDatagram(lab, client, server);
            this.changes = closing.add(new HostChanges(settings.gateway(), client, server));
            this.commit = closing.add(new PostgresCommit(postgres));
            this.roundTrip = closing.add(new KafkaRoundTrip(settings.kafka()));
            this.transaction = new NftTransaction(lab.inside(server));
        } catch (RuntimeException failed) {
            closing.close();
            throw failed;
        }
    }

    /** What one run came to, all in milliseconds; the rate is what the others really did. */
    record Run(double p50, double p99, double floorP50, double loadedP50, double loadedP99, double othersPerSecond) {}

    /** Measures so often, after so long a warm-up that does not count. */
    List<Run> measure(Duration warmUp, int runs) {
        long warm = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() - warm < 0) {
            show("warm-up", run());
        }
        List<Run> measured = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            Run figures = run();
            show("run " + run, figures);
            measured.add(figures);
        }
        return measured;
    }

    private static void show(String run, Run figures) {
        System.out.printf(
                "  %-9s decided to enforced: p50 %.1f ms, p99 %.1f ms; floor p50 %.1f ms; "
                        + "under %.0f changes/s: p50 %.1f ms, p99 %.1f ms%n",
                run,
                figures.p50(),
                figures.p99(),
                figures.floorP50(),
                figures.othersPerSecond(),
                figures.loadedP50(),
                figures.loadedP99());
    }

    private Run run() {
        Quiet.await();
        Latencies floor = new Latencies();
        Latencies alone = new Latencies();
        for (int i = 0; i < CHANGES; i++) {
            floor.add(commit.timed() + roundTrip.timed() + transaction.timed());
            alone.add(decidedToEnforced());
        }
        Latencies loaded = new Latencies();
        try (HostChanges.Others others = changes.others(OTHERS_PER_SECOND)) {
            for (int i = 0; i < CHANGES; i++) {
                loaded.add(decidedToEnforced());
            }
            return new Run(
                    alone.p50Ms(), alone.p99Ms(), floor.p50Ms(), loaded.p50Ms(), loaded.p99Ms(), others.perSecond());
        }
    }

    /** Opens a port and answers the nanoseconds until it was open; closes it again, long before its next turn. */
    private long decidedToEnforced() {
        int port = FIRST_PORT + changed++ % PORTS;
        HostChanges.Answered opened = changes.open(port);
        long passed = probe.passedAt(port, PATIENCE);
        long latency = passed - opened.at();
        changes.close(port);
        return Math.max(0, latency);
    }

    @Override
    public void close() {
        closing.close();
    }
}
