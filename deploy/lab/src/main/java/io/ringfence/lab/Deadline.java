package io.ringfence.lab;

import java.time.Duration;

/** A moment on the monotonic clock that a wait may not outlive. */
record Deadline(long nanos) {

    static Deadline in(Duration bound) {
        return new Deadline(System.nanoTime() + bound.toNanos());
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** At least 1, as 0 means for ever to most who ask. */
    int leftMs() {
        return (int) Math.max(1, (nanos - System.nanoTime()) / 1_000_000);
    }
}
