package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Name of a host that runs an enforcement agent: 1 to 253 characters, compared exactly. */
public record HostName(@JsonValue String value) implements Comparable<HostName> {

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public HostName {
        if (!Form.isName(value, 253, "._-")) {
            throw new InvalidValue(
                    "must be 1 to 253 of letters, digits, dot, dash and underscore, such as host-1, and not '" + value
                            + "'");
        }
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
