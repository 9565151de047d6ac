package io.ringfence.bench;

import io.ringfence.bench.Questions.Kind;
import io.ringfence.bench.Questions.Times;
import io.ringfence.bench.SameRows.Indexes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The rows of the read side: a week of events goes into topics that are empty before, the projection replays it in turn
 * with a bare consumer, and the last replay's rows are asked about the present and the past, and verified.
 */
final class Replay {
    private static final long SEED = 42;

    private final Settings settings;
    private final Scoreboard scoreboard;

    Replay(Settings settings, Scoreboard scoreboard) {
        this.settings = settings;
        this.scoreboard = scoreboard;
    }

    void perform(Closing closing) {
        WeekOfEvents week = new WeekOfEvents(SEED, settings.events());
        EventFill.fill(settings.kafka(), week, settings.events());
        Contestant bare = new BareConsumer(settings.kafka(), settings.events());
        ProjectionReplay projection = closing.add(new ProjectionReplay(settings));
        Contestant rows = new SameRows(projection, settings.events(), Indexes.BEFORE);
        Contestant rowsFirst = new SameRows(projection, settings.events(), Indexes.AFTER);
        Rounds rounds = Rounds.measure(
                List.of(bare, projection, rows, rowsFirst), Duration.ZERO, settings.runs(), Duration.ZERO);
        List.of(bare, rows, rowsFirst).forEach(floor -> scoreboard.note(rounds, floor));
        scoreboard.rate(rounds, projection, bare, 0.3, 0.6);
        projection.analyze();
        List<Map<Kind, Times>> runs = new Questions(projection.address(), week.living(), week.now())
                .measure(Duration.ofSeconds(settings.warmUp()), settings.runs());
        for (Kind kind : Kind.values()) {
            show(kind, runs);
        }
        verify(projection);
    }

    /** The service is the one that answered until now, and follows its topics meanwhile. */
    private void verify(ProjectionReplay projection) {
        System.out.println("  verifying everything from offset 0");
        VerificationRun.Outcome outcome = new VerificationRun(projection.address()).perform();
        scoreboard.note(
                "verification of %,d events and %,d rows of views%s"
                        .formatted(outcome.events(), outcome.rows(), outcome.verified() ? "" : ", NOT VERIFIED"),
                "%.0f s".formatted(outcome.seconds()),
                "%,.0f events a second, with %d MB resident at most"
                        .formatted(outcome.events() / outcome.seconds(), projection.peakMegabytes()));
    }

    private void show(Kind kind, List<Map<Kind, Times>> runs) {
        String what = "%s, %,d events".formatted(kind.text, settings.events());
        double now = median(kind, runs, times -> times.now().p99Ms());
        double asOf = median(kind, runs, times -> times.asOf().p99Ms());
        double nowP50 = median(kind, runs, times -> times.now().p50Ms());
        double asOfP50 = median(kind, runs, times -> times.asOf().p50Ms());
        scoreboard.atMost(what + ", now, p99", "p50 %.1f ms".formatted(nowP50), now, " ms", 20, 5);
        scoreboard.atMost(what + ", as of any time, p99", "p50 %.1f ms".formatted(asOfP50), asOf, " ms", 20, 5);
        scoreboard.atMost(
                what + ", p50 as of any time / now",
                "%.1f ms".formatted(asOfP50),
                median(kind, runs, times -> times.asOf().p50Ms() / times.now().p50Ms()),
                "x",
                2,
                1.2);
    }

    private static double median(Kind kind, List<Map<Kind, Times>> runs, ToDoubleFunction<Times> figure) {
        return Medians.of(runs.stream()
                .flatMap(run -> run.entrySet().stream())
                .filter(times -> times.getKey() == kind)
                .map(times -> figure.applyAsDouble(times.getValue()))
                .toList());
    }
}
