package io.ringfence.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Waits between two runs until the machine has finished what the last one left behind: a floor measured beside another
 * contestant's backlog would flatter that contestant.
 */
public final class Quiet {
    private static final double BUSY = 0.25;
    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final Duration BOUND = Duration.ofSeconds(30);

    private Quiet() {}

    /** Returns when less than a quarter of the processors was used for a second, or says that it was not so. */
    public static void await() {
        long deadline = System.nanoTime() + BOUND.toNanos();
        int quietSamples = 0;
        while (quietSamples < 2) {
            double busy = busyPart();
            quietSamples = busy < BUSY ? quietSamples + 1 : 0;
            if (System.nanoTime() > deadline) {
                System.out.printf(
                        Locale.ROOT, "    the machine is not quiet: %.0f %% of it is used by something%n", 100 * busy);
                return;
            }
        }
    }

    private static double busyPart() {
        long[] before = ticks();
        pause(SAMPLE);
        long[] after = ticks();
        double all = after[0] - before[0];
        return all == 0 ? 0 : 1 - (after[1] - before[1]) / all;
    }

    /** All ticks and the idle ones since the machine started, from the first line of {@code /proc/stat} (proc(5)). */
    private static long[] ticks() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            long[] ticks = Arrays.stream(lines.findFirst().orElseThrow().strip().split("\\s+"))
                    .skip(1)
                    .limit(8)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new long[] {Arrays.stream(ticks).sum(), ticks[3] + ticks[4]};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
