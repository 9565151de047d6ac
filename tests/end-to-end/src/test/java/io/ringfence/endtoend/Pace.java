package io.ringfence.endtoend;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How fast one client goes: never silent, and slow enough that what was killed finds a processor to start on. */
final class Pace {
    private static final Duration DISTANCE = Duration.ofMillis(70);

    private long next = System.nanoTime();

    /** Returns when the next command is due; at once if the last one took longer than the distance between two. */
    void awaitTurn() {
        long now = System.nanoTime();
        try {
            TimeUnit.NANOSECONDS.sleep(next - now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        next = Math.max(now, next) + DISTANCE.toNanos();
    }
}
