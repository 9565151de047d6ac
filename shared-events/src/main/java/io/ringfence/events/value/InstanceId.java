package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identity of a container instance: {@code eci-} and 17 of {@code [a-z0-9]}, or the caller's own of 1 to 64 characters; used
 * once for ever. */
public record InstanceId(@JsonValue String value) implements Comparable<InstanceId> {

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public InstanceId {
        if (!Form.isName(value, 64, "._-")) {
            throw new InvalidValue(
                    "must be 1 to 64 of letters, digits, dot, dash and underscore, starting with a letter or digit, such as eci-4k2p0c7w9x1m5t3ab, and not '"
                            + value + "'");
        }
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
