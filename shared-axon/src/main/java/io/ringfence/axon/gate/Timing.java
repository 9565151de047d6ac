package io.ringfence.axon.gate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How time passes for commands that wait: that of the machine, or of a test. */
public interface Timing {
    /** A reading that only means something beside another one, as {@link System#nanoTime()}. */
    long nanos();

    /** Runs something short after a while, without a thread waiting for it. */
    void later(Duration delay, Runnable work);

    /** The machine's time. */
    static Timing system() {
        return new Timing() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void later(Duration delay, Runnable work) {
                CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                        .execute(work);
            }
        };
    }
}
