package io.ringfence.bench;

import io.ringfence.bench.WeekOfEvents.Life;
import io.ringfence.events.wire.Micros;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Asks a projection one question at a time over a connection that is kept: of random instances, about the present and
 * about a random time of their lives, in turn, so that whatever slows the machine meets both.
 */
final class Questions {
    private static final int EACH = 1_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SplittableRandom random = new SplittableRandom(1);
    private final URI address;
    private final List<Life> living;
    private final Instant end;

    /** @param end of the history: no time behind it is asked for */
    Questions(URI address, List<Life> living, Instant end) {
        this.address = address;
        this.living = List.copyOf(living);
        this.end = end;
    }

    /** What is asked. */
    enum Kind {
        POLICY("effective policy"),
        REACHABILITY("reachability");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** How long the answers took, about the present and about the past. */
    record Times(Latencies now, Latencies asOf) {}

    /** Asks for so long without counting, then so many runs of 1,000 questions each. */
    List<Map<Kind, Times>> measure(Duration warmUp, int runs) {
        long warm = System.nanoTime() + warmUp.toNanos();
        System.out.printf("  warm-up   questions for %d s%n", warmUp.toSeconds());
        while (System.nanoTime() - warm < 0) {
            run(EACH / 10);
        }
        List<Map<Kind, Times>> measured = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            Quiet.await();
            Map<Kind, Times> times = run(EACH);
            show(run, times);
            measured.add(times);
        }
        return measured;
    }

    private static void show(int run, Map<Kind, Times> times) {
        times.forEach((kind, of) -> System.out.printf(
                "  run %d     %-16s now p50 %.2f ms, p99 %.2f ms; as of any time p50 %.2f ms, p99 %.2f ms%n",
                run,
                kind.text,
                of.now().p50Ms(),
                of.now().p99Ms(),
                of.asOf().p50Ms(),
                of.asOf().p99Ms()));
    }

    private Map<Kind, Times> run(int each) {
        Map<Kind, Times> times = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            times.put(kind, new Times(new Latencies(), new Latencies()));
        }
        for (int i = 0; i < each; i++) {
            times.forEach((kind, of) -> {
                Life first = any();
                Life second = any();
                Instant both = first.since().isAfter(second.since()) ? first.since() : second.since();
                String asked = path(kind, first, second);
                of.now().add(timed(asked));
                of.asOf().add(timed(asked + (kind == Kind.POLICY ? "?" : "&") + "asOf=" + timeSince(both)));
            });
        }
        return times;
    }

    private Life any() {
        return living.get(random.nextInt(living.size()));
    }

    private static String path(Kind kind, Life first, Life second) {
        return switch (kind) {
            case POLICY -> "/v1/instances/" + first.id() + "/effective-policy";
            case REACHABILITY ->
                "/v1/reachability?from=" + first.id() + "&to=" + second.id() + "&protocol=tcp&port=443";
        };
    }

    private String timeSince(Instant begin) {
        long from = Micros.of(begin);
        return Micros.format(Micros.toInstant(from + random.nextLong(Micros.of(end) - from + 1)));
    }

    private long timed(String path) {
        try {
            long begun = System.nanoTime();
            int status = http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofByteArray())
                    .statusCode();
            long took = System.nanoTime() - begun;
            if (status != 200) {
                throw new BenchFailure(path + " is answered with " + status);
            }
            return took;
        } catch (IOException e) {
            throw new BenchFailure("the projection does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
