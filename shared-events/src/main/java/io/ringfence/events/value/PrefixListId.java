package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identity of a prefix list: {@code pl-} and 17 of {@code [a-z0-9]}; used once for ever. */
public record PrefixListId(@JsonValue String value) implements Comparable<PrefixListId> {
    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public PrefixListId {
        if (!Form.isId(value, "pl-")) {
            throw new InvalidValue(
                    "must be pl- and 17 of [a-z0-9], such as pl-4k2p0c7w9x1m5t3ab, and not '" + value + "'");
        }
    }

    @Override
    public int compareTo(PrefixListId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
