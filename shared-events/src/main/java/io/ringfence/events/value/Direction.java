package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Which way a connection runs, seen from the instance: to it, or from it. */
public enum Direction {
    INGRESS,
    EGRESS;

    /** Reads a constant in any letter case; anything else is an {@link InvalidValue} that lists what is possible. */
    @JsonCreator
    public static Direction parse(String text) {
        return Constants.parse(Direction.class, text);
    }
}
