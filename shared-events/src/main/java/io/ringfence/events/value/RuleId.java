package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identity of a rule: {@code sgr-} and 17 of {@code [a-z0-9]}; used once for ever. */
public record RuleId(@JsonValue String value) implements Comparable<RuleId> {
    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public RuleId {
        if (!Form.isId(value, "sgr-")) {
            throw new InvalidValue(
                    "must be sgr- and 17 of [a-z0-9], such as sgr-4k2p0c7w9x1m5t3ab, and not '" + value + "'");
        }
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
