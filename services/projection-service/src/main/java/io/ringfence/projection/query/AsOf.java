package io.ringfence.projection.query;

import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.VersionRow;
import io.ringfence.web.QueryParameter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time that a question is about: an instant, or the current state.
 *
 * @param instant at which rules are in force or not; the present for the current state
 * @param given whether the caller named the instant
 */
public record AsOf(Instant instant, boolean given) {
    /** Reads the parameter {@code asOf}. */
    public static AsOf of(@Nullable String text) {
        Instant instant = QueryParameter.optional("asOf", text, Micros::parse);
        return instant == null ? present() : at(instant);
    }

    /** A time that the caller named. */
    public static AsOf at(Instant instant) {
        return new AsOf(instant, true);
    }

    /** The current state. */
    public static AsOf present() {
        return new AsOf(Micros.toInstant(Micros.of(Instant.now())), false);
    }

    /** The condition, in SQL, on the versions that held then; for the current state as the indexes of open versions say it. */
    String holds(String row) {
        return given
                ? row + ".valid_from <= :validAt and " + row + ".valid_to > :validAt"
                : row + ".valid_to = " + VersionRow.OPEN;
    }

    /** What the names in {@link #holds} stand for, and these other ones. */
    Map<String, Object> parameters(Map<String, ?> others) {
        Map<String, Object> parameters = new HashMap<>(others);
        if (given) {
            parameters.put("validAt", Micros.of(instant));
        }
        return parameters;
    }

    /** The last time, in microseconds since 1970, at which a version may have begun that held then. */
    long lastAt() {
        return given ? Micros.of(instant) : VersionRow.OPEN - 1;
    }
}
