package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identity of a security group: {@code sg-} and 17 of {@code [a-z0-9]}; used once for ever. */
public record SecurityGroupId(@JsonValue String value) implements Comparable<SecurityGroupId> {
    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public SecurityGroupId {
        if (!Form.isId(value, "sg-")) {
            throw new InvalidValue(
                    "must be sg- and 17 of [a-z0-9], such as sg-4k2p0c7w9x1m5t3ab, and not '" + value + "'");
        }
    }

    @Override
    public int compareTo(SecurityGroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
