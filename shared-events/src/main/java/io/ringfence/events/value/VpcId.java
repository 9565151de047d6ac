package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A virtual private cloud: the address space in which groups may name each other. 1 to 64 characters. */
public record VpcId(@JsonValue String value) implements Comparable<VpcId> {

    /** The VPC of a group for which nobody named one. */
    public static final VpcId DEFAULT = new VpcId("vpc-default");

    /** Refuses anything but the form above with an {@link InvalidValue}. */
    @JsonCreator
    public VpcId {
        if (!Form.isName(value, 64, "._-")) {
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
