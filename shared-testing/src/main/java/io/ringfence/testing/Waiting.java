package io.ringfence.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition with a bound; tests never sleep for a time that somebody guessed. */
public final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /** Waits until the condition holds; fails with the description when the bound is over. */
    public static void until(Duration bound, String description, BooleanSupplier condition) {
        until(bound, () -> description, condition);
    }

    /** Waits until the condition holds; the description is asked for only when the bound is over. */
    public static void until(Duration bound, Supplier<String> description, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + bound.toMillis() + " ms: " + description.get());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
