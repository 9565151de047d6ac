package io.ringfence.events.value;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What a rule does with a connection that matches it. A drop is silent. */
public enum RuleAction {
    ACCEPT,
    DROP;

    /** Reads a constant in any letter case; anything else is an {@link InvalidValue} that lists what is possible. */
    @JsonCreator
    public static RuleAction parse(String text) {
        return Constants.parse(RuleAction.class, text);
    }
}
