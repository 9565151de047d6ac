package io.ringfence.policy.lint;

import io.ringfence.events.value.RuleId;
import java.util.List;

/**
 * Something that a person should look at.
 *
 * @param ruleIds the rules that it is about; none where it is about the group
 * @param by the rules that decide instead, strongest first, of SHADOWED and REDUNDANT
 * @param why a sentence that says what is so and what to do
 */
public record Finding(Kind kind, List<RuleId> ruleIds, List<RuleId> by, String why) {
    /** What is wrong, the worst first. */
    public enum Kind {
        /** A rule never decides, and some of its packets meet the opposite: it does not do what it was meant to. */
        SHADOWED,
        /** A rule lets more in, and more peers, than anybody should need. */
        OVERLY_PERMISSIVE,
        /** A rule names a group or a prefix list that is not known, or that has no member. */
        UNRESOLVED,
        /** Without the rule its packets meet the same. */
        REDUNDANT,
        /** A rule decided nothing for a long time, though every host counted. */
        UNUSED,
        /** The group comes near to what it may have. */
        NEAR_LIMIT
    }

    public Finding {
        ruleIds = List.copyOf(ruleIds);
        by = List.copyOf(by);
    }

    static Finding of(Kind kind, RuleId rule, String why) {
        return new Finding(kind, List.of(rule), List.of(), why);
    }
}
