package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A region: groups are counted against their limit by account and region. 1 to 64 characters. */
public record RegionId(@JsonValue String value) implements Comparable<RegionId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** The region of a group for which nobody named one. */
    public static final RegionId DEFAULT = new RegionId("local");

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public RegionId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValue(
                    "must be 1 to 64 of letters, digits, dot, dash and underscore, such as local, and not '" + value
                            + "'");
        }
    }

    @Override
    public int compareTo(RegionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
