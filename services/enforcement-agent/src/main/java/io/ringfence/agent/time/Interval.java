package io.ringfence.agent.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Something that is due every so often, the first time at once. A clock that is set back makes it due. */
public final class Interval {

    private final Duration length;
    private final InstantSource clock;
    private @Nullable Instant began;

    public Interval(Duration length, InstantSource clock) {
        this.length = length;
        this.clock = clock;
    }

    public boolean isOver() {
        Instant now = clock.instant();
        Instant start = began;
        return start == null || now.isBefore(start) || !now.isBefore(start.plus(length));
    }

    public void restart() {
        began = clock.instant();
    }

    /** Whether it is over; if so, it begins anew. */
    public boolean takeTurn() {
        boolean over = isOver();
        if (over) {
            restart();
        }
        return over;
    }
}
