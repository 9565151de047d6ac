package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A region: groups are counted against their limit by account and region. 1 to 64 characters. */
public record RegionId(@JsonValue String value) implements Comparable<RegionId> {

    /** The region of a group for which nobody named one. */
    public static final RegionId DEFAULT = new RegionId("local");

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public RegionId {
        if (!Form.isName(value, 64, "._-")) {
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
