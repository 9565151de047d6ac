package io.ringfence.policy.resolve;

import io.ringfence.policy.verdict.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * One direction of a group's policy: the rules in the order in which they are asked, the first match decides, else the
 * default does. Inner access, where the group has it, comes before.
 */
public record SidePolicy(List<ResolvedRule> rules, Verdict otherwise) {
    public SidePolicy {
        rules = List.copyOf(rules);
    }

    SidePolicy at(Instant instant) {
        return new SidePolicy(
                rules.stream().filter(rule -> rule.inForceAt(instant)).toList(), otherwise);
    }
}
