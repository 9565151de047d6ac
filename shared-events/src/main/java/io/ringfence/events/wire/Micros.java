package io.ringfence.events.wire;

import io.ringfence.events.value.InvalidValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Instants in microseconds since 1970 (UTC), and as RFC 3339 with six decimals. */
public final class Micros {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Micros() {}

    /** Microseconds since 1970, the nanoseconds past them cut off. */
    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** RFC 3339 in UTC with six decimals, such as {@code 2026-11-24T10:03:00.000001Z}. */
    public static String format(Instant instant) {
        return FORM.format(instant);
    }

    /** Reads RFC 3339 with any offset, cut to microseconds; anything else is an {@link InvalidValue}. */
    public static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException e) {
            throw new InvalidValue(
                    "must be a time in RFC 3339, such as 2026-11-24T10:03:00.000000Z, and not '" + text + "'");
        }
    }
}
