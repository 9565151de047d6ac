package io.ringfence.policy.verdict;

import io.ringfence.events.value.RuleAction;

/** Whether a packet passes. A drop is silent. */
public enum Verdict {
    ACCEPT,
    DROP;

    /** What a rule with this action does. */
    public static Verdict of(RuleAction action) {
        return switch (action) {
            case ACCEPT -> ACCEPT;
            case DROP -> DROP;
        };
    }

    /** Passes only if both let it pass. */
    public Verdict and(Verdict other) {
        return this == ACCEPT ? other : DROP;
    }
}
