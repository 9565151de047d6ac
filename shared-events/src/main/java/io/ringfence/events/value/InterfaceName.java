package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Name of a network interface on its host: 1 to 15 characters, the kernel's limit (IFNAMSIZ less its end mark). */
public record InterfaceName(@JsonValue String value) implements Comparable<InterfaceName> {

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public InterfaceName {
        if (!Form.isName(value, 15, "._:-")) {
            throw new InvalidValue(
                    "must be 1 to 15 of letters, digits, dot, dash, underscore and colon, such as sg0a1b2c, and not '"
                            + value + "'");
        }
    }

    @Override
    public int compareTo(InterfaceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
