package io.ringfence.policy.verdict;

import io.ringfence.events.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One step of the evaluation of a side; the first one that matches decides.
 *
 * @param rule the rule of a {@link Kind#RULE}; null for the other kinds
 */
public record Entry(Kind kind, Verdict verdict, @Nullable Rule rule) {
    /** What a step asks. */
    public enum Kind {
        /** Is the peer a member of the same group? */
        INNER_ACCESS,
        /** Does the rule match? */
        RULE,
        /** Nothing: it matches every packet. */
        DEFAULT
    }

    public Entry {
        if ((kind == Kind.RULE) != (rule != null)) {
            throw new IllegalArgumentException("a rule belongs to an entry of kind RULE, and to no other");
        }
    }

    static Entry innerAccess() {
        return new Entry(Kind.INNER_ACCESS, Verdict.ACCEPT, null);
    }

    static Entry of(Rule rule) {
        return new Entry(Kind.RULE, Verdict.of(rule.spec().policy()), rule);
    }

    static Entry otherwise(Verdict verdict) {
        return new Entry(Kind.DEFAULT, verdict, null);
    }
}
