package io.ringfence.events.wire;

import io.ringfence.events.value.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Instants in microseconds since 1970 (UTC), and as RFC 3339 with six decimals. A snapshot has millions of these, so that they
 * are written and read digit by digit.
 */
public final class Micros {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** What {@link #format} gives, with zeros for its digits. */
    private static final String OWN_FORM = "0000-00-00T00:00:00.000000Z";

    private static final int NANOS_A_MICRO = 1_000;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int LAST_YEAR = 9_999;

    private Micros() {}

    /** Microseconds since 1970, the nanoseconds past them cut off. (Java 17 counts between instants in nanoseconds, which end in 2262.) */
    public static long of(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond(), MICROS_A_SECOND) + instant.getNano() / NANOS_A_MICRO;
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** RFC 3339 in UTC with six decimals, such as {@code 2026-11-24T10:03:00.000001Z}. */
    public static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
            return FORM.format(instant);
        }
        StringBuilder text = new StringBuilder(OWN_FORM);
        put(time.getYear(), text, 4);
        put(time.getMonthValue(), text, 7);
        put(time.getDayOfMonth(), text, 10);
        put(time.getHour(), text, 13);
        put(time.getMinute(), text, 16);
        put(time.getSecond(), text, 19);
        put(time.getNano() / NANOS_A_MICRO, text, 26);
        return text.toString();
    }

    /** Puts a number's digits before there. */
    private static void put(int number, StringBuilder text, int before) {
        int at = before;
        for (int left = number; left > 0; left /= 10) {
            text.setCharAt(--at, (char) ('0' + left % 10));
        }
    }

    /** Reads RFC 3339 with any offset, cut to microseconds; anything else is an {@link InvalidValue}. */
    public static Instant parse(String text) {
        try {
            return hasOwnForm(text) ? parseOwnForm(text) : parseAnyForm(text);
        } catch (DateTimeException e) {
            throw new InvalidValue(
                    "must be a time in RFC 3339, such as 2026-11-24T10:03:00.000000Z, and not '" + text + "'");
        }
    }

    private static Instant parseAnyForm(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
            throw new DateTimeException("a year of RFC 3339 has four digits");
        }
        return time.toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean hasOwnForm(String text) {
        if (text.length() != OWN_FORM.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char wanted = OWN_FORM.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static Instant parseOwnForm(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 26) * NANOS_A_MICRO)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
