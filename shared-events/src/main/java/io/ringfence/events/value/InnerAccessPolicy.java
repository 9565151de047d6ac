package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Whether members of one group reach each other before any rule is asked. */
public enum InnerAccessPolicy {
    ACCEPT,
    DROP;

    /** Reads a constant in any letter case; anything else is an {@link InvalidValue} that lists what is possible. */
    @JsonCreator
    public static InnerAccessPolicy parse(String text) {
        return Constants.parse(InnerAccessPolicy.class, text);
    }
}
