package io.ringfence.endtoend;

import io.ringfence.testing.Waiting;
import java.time.Duration;

/** How fast one client goes: never silent, and slow enough that what was killed finds a processor to start on. */
final class Pace {
    private static final Duration DISTANCE = Duration.ofMillis(70);
    private static final Duration BOUND = Duration.ofSeconds(10);

    private long next = System.nanoTime();

    /** Returns when the next command is due; at once if the last one took longer than the distance between two. */
    void awaitTurn() {
        Waiting.until(BOUND, "the client's next turn", () -> System.nanoTime() - next >= 0);
        next = System.nanoTime() + DISTANCE.toNanos();
    }
}
