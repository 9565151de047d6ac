package io.ringfence.policy.space;

import io.ringfence.events.value.RuleId;
import io.ringfence.policy.resolve.ResolvedRule;
import java.util.List;

/**
 * A rule that may go without any verdict changing, the others staying. Of two that say the same each may go, but not both:
 * after one went, ask again.
 *
 * @param by the rules that decide its packets once it is gone, strongest first; none where inner access or the default
 *     alone does
 */
public record DeadRule(ResolvedRule rule, Kind kind, List<RuleId> by) {
    /** Why it is of no use. */
    public enum Kind {
        /** It never decides, and some of its packets meet the opposite: it does not do what it was meant to. */
        SHADOWED,
        /** Its packets meet what it says without it too, whether it decides any or not. */
        REDUNDANT,
        /** No packet matches it: its list is empty, its group has no members, or its parts are of two families. */
        MATCHES_NOTHING
    }

    public DeadRule {
        by = List.copyOf(by);
    }
}
