package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports {@code from} to {@code to}, both included, 1..65535; or {@link #ALL}, written {@code -1/-1}, for protocols
 * that have none.
 */
public record PortRange(int from, int to) {
    /** What protocols without ports carry: {@code -1/-1}. */
    public static final PortRange ALL = new PortRange(-1, -1);

    /** The highest port. */
    public static final int MAX_PORT = 65_535;

    private static final Pattern FORM = Pattern.compile("(-1|[0-9]{1,5})/(-1|[0-9]{1,5})");

    /** Refuses ports outside 1..65535, a range that runs backwards, and half of {@code -1/-1}. */
    public PortRange {
        boolean all = from == -1 && to == -1;
        if (!all && (from < 1 || to > MAX_PORT || from > to)) {
            throw new InvalidValue(
                    "must be from/to with 1 <= from <= to <= 65535, or -1/-1, and not '" + from + "/" + to + "'");
        }
    }

    /** Reads {@code 80/80} or {@code -1/-1}; anything else is an {@link InvalidValue}. */
    @JsonCreator
    public static PortRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("must be from/to, such as 80/80 or -1/-1, and not '" + text + "'");
        }
        return new PortRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether this is {@code -1/-1}. */
    public boolean isAll() {
        return from == -1;
    }

    /** Whether the port, 0..65535, is in the range; {@link #ALL} holds every port. */
    public boolean contains(int port) {
        return isAll() || (from <= port && port <= to);
    }

    @JsonValue
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
