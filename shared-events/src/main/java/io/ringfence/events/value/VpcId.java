package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A virtual private cloud: the address space in which groups may name each other. 1 to 64 characters. */
public record VpcId(@JsonValue String value) implements Comparable<VpcId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** The VPC of a group for which nobody named one. */
    public static final VpcId DEFAULT = new VpcId("vpc-default");

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public VpcId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValue(
                    "must be 1 to 64 of letters, digits, dot, dash and underscore, such as vpc-default, and not '"
                            + value + "'");
        }
    }

    @Override
    public int compareTo(VpcId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
