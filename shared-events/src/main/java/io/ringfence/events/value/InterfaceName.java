package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Name of a network interface on its host: 1 to 15 characters, the kernel's limit (IFNAMSIZ less its end mark). */
public record InterfaceName(@JsonValue String value) implements Comparable<InterfaceName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,14}");

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public InterfaceName {
        if (!FORM.matcher(value).matches()) {
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
