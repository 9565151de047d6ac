package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;

/** The type of a group, for ever. An ADVANCED group has no inner access, names no group, and drops egress by default. */
public enum SecurityGroupType {
    BASIC,
    ADVANCED;

    /** Reads a constant in any letter case; anything else is an {@link InvalidValue} that lists what is possible. */
    @JsonCreator
    public static SecurityGroupType parse(String text) {
        return Constants.parse(SecurityGroupType.class, text);
    }
}
