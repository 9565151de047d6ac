package io.ringfence.axon.time;

import io.ringfence.events.wire.Micros;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * A hybrid logical clock in microseconds since 1970 (UTC): near the machine's clock, never the same reading twice,
 * never behind anything that it was told of (semantics, section 7).
 */
public final class HybridClock {
    private static final Logger LOG = Logger.getLogger(HybridClock.class);

    /** A time further ahead of the machine's clock than this is somebody's mistake and does not move ours. */
    static final Duration MAX_AHEAD = Duration.ofSeconds(5);

    private final InstantSource machine;
    private final AtomicLong last = new AtomicLong();

    public HybridClock(InstantSource machine) {
        this.machine = machine;
    }

    /** The next reading: later than every one before it and than every time observed. */
    public long next() {
        long now = Micros.of(machine.instant());
        return last.updateAndGet(before -> Math.max(now, before + 1));
    }

    /**
     * Moves this clock past a time that another service gave to an event.
     *
     * @return a reading that is later than the observed time, if that one could be followed
     */
    public long observe(long micros) {
        long ahead = micros - Micros.of(machine.instant());
        if (ahead > MAX_AHEAD.toNanos() / 1000) {
            LOG.warnf(
                    "A consumed time is %d ms ahead of this machine's clock and is not followed: %s",
                    ahead / 1000, Micros.format(Micros.toInstant(micros)));
        } else {
            startAfter(micros);
        }
        return next();
    }

    /** Moves this clock past the newest event of its own store, however far ahead that may be. */
    public void startAfter(long micros) {
        last.accumulateAndGet(micros, Math::max);
    }
}
