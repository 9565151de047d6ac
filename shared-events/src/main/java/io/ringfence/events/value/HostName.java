package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Name of a host that runs an enforcement agent: 1 to 253 characters, compared exactly. */
public record HostName(@JsonValue String value) implements Comparable<HostName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public HostName {
        if (!FORM.matcher(value).matches()) {
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
