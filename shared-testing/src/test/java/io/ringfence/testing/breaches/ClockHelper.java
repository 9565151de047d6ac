package io.ringfence.testing.breaches;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** Breaks the rules of the house: its name, its package, a clock and a lock. */
public final class ClockHelper {
    private final ReentrantLock lock = new ReentrantLock();

    Instant now() {
        lock.lock();
        try {
            return Instant.now();
        } finally {
            lock.unlock();
        }
    }
}
