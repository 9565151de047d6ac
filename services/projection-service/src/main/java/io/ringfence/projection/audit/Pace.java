package io.ringfence.projection.audit;

import io.ringfence.events.value.InvalidValue;
import io.ringfence.web.QueryParameter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast a history is told: so many seconds of it in one second, beginning with its first change. For one replay.
 */
final class Pace {
    private static final double MOST = 1e9;

    private final double speed;
    private @Nullable Instant first;
    private long begun;

    private Pace(double speed) {
        this.speed = speed;
    }

    /** Reads the parameter {@code speed}; null, for no pace at all, without one. */
    static @Nullable Pace of(@Nullable String speed) {
        Double given = QueryParameter.optional("speed", speed, Pace::parse);
        return given == null ? null : new Pace(given);
    }

    private static Double parse(String text) {
        try {
            double speed = Double.parseDouble(text);
            if (speed > 0 && speed <= MOST) {
                return speed;
            }
        } catch (NumberFormatException e) {
            throw notASpeed(text);
        }
        throw notASpeed(text);
    }

    private static InvalidValue notASpeed(String text) {
        return new InvalidValue(
                "must be a number above 0, such as 60 for a minute in a second, and not '" + text + "'");
    }

    /** The changes, each when it is due. */
    Multi<ReplayedChange> keep(Multi<ReplayedChange> changes) {
        return changes.onItem().transformToUniAndConcatenate(this::whenDue);
    }

    private Uni<ReplayedChange> whenDue(ReplayedChange change) {
        Duration wait = wait(change.change().at(), System.nanoTime());
        Uni<ReplayedChange> told = Uni.createFrom().item(change);
        return wait.isNegative() || wait.isZero()
                ? told
                : told.onItem().delayIt().by(wait);
    }

    /** How long to wait with a change of this instant, at a reading of the machine's clock. */
    Duration wait(Instant at, long now) {
        if (first == null) {
            first = at;
            begun = now;
        }
        double due = Duration.between(first, at).toNanos() / speed;
        return Duration.ofNanos((long) due - (now - begun));
    }
}
