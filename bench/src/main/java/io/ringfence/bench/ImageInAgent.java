package io.ringfence.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What it costs an agent to know a large installation: it starts from a snapshot of {@code --events} instances, in turn with one
 * that starts from nothing. Kafka is away and the table goes to a file, so that the image is all that differs.
 */
final class ImageInAgent {
    private static final long SEED = 42;

    private final Settings settings;
    private final Scoreboard scoreboard;

    ImageInAgent(Settings settings, Scoreboard scoreboard) {
        this.settings = settings;
        this.scoreboard = scoreboard;
    }

    /** A start with the image beside one without. */
    private record Run(StartedAgent.Start empty, StartedAgent.Start full) {}

    void perform() {
        Path empty = directory("agent-empty");
        Path full = directory("agent-full");
        SnapshotOfInstances.write(SEED, settings.events(), full.resolve("snapshot.ndjson.gz"));
        List<Run> runs = new ArrayList<>();
        for (int number = 1; number <= settings.runs(); number++) {
            Run run = new Run(start(empty, 0), start(full, settings.events()));
            System.out.printf("  run %-5d knowing nothing: %s%n", number, text(run.empty()));
            System.out.printf("  run %-5d with %,d instances: %s%n", number, settings.events(), text(run.full()));
            runs.add(run);
        }
        show(runs);
    }

    private StartedAgent.Start start(Path stateDirectory, int instances) {
        Quiet.await();
        try (StartedAgent agent = new StartedAgent(settings.agent(), stateDirectory)) {
            return agent.untilItKnows(instances);
        }
    }

    private static String text(StartedAgent.Start start) {
        return String.format(
                Locale.ROOT,
                "after %.1f s, of which it ran %.1f s on a processor; heap %.0f MB",
                start.seconds(),
                start.processorSeconds(),
                start.heapMegabytes());
    }

    private void show(List<Run> runs) {
        String what = "agent: image of %,d instances".formatted(settings.events());
        double heap = median(runs, run -> run.full().heapMegabytes());
        String heapWithout =
                "%.0f MB without".formatted(median(runs, run -> run.empty().heapMegabytes()));
        scoreboard.atMost(what + ", heap of the agent", heapWithout, heap, " MB", 500, 250);
        double load = median(runs, run -> run.full().seconds());
        String loadWithout =
                "%.1f s without".formatted(median(runs, run -> run.empty().seconds()));
        scoreboard.atMost(what + ", start until it is known", loadWithout, load, " s", 20, 5);
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Medians.of(runs.stream().mapToDouble(figure).boxed().toList());
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(settings.directory().resolve(name));
        } catch (IOException e) {
            throw new BenchFailure("no directory " + name, e);
        }
    }
}
