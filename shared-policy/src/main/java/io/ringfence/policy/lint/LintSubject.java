package io.ringfence.policy.lint;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.verdict.EvaluationOrder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The group that is looked at, and what there is to know of it.
 *
 * @param image holds the group, its rules, and the groups and lists that they name; what it lacks of these is unknown
 * @param asMade the rules that the group was made with and that nobody changed since
 * @param addresses how many private addresses the members of a group have, of this one and those that its rules name
 * @param uses of the rules that are counted
 */
public record LintSubject(
        PolicyImage image,
        SecurityGroupId group,
        Instant at,
        Set<RuleId> asMade,
        Map<SecurityGroupId, Integer> addresses,
        Map<RuleId, CountedUse> uses) {
    public LintSubject {
        asMade = Set.copyOf(asMade);
        addresses = Map.copyOf(addresses);
        uses = Map.copyOf(uses);
    }

    /**
     * How much a rule was used, as far as everybody who enforces it counted.
     *
     * @param since since when all hosts of its group have counted it as it is now
     * @param lastUsedAt when it decided something last; null if it never did
     */
    public record CountedUse(Instant since, @Nullable Instant lastUsedAt) {}

    @Nullable
    GroupImage groupImage() {
        return image.groups().get(group);
    }

    int addresses(SecurityGroupId of) {
        return addresses.getOrDefault(of, 0);
    }

    /** The rules in force, ingress first, then as they are asked. */
    List<Rule> rules() {
        RuleSetImage rules = image.ruleSets().get(group);
        return rules == null
                ? List.of()
                : rules.rules().values().stream()
                        .filter(rule -> rule.spec().inForceAt(at))
                        .sorted(Comparator.comparing((Rule rule) -> rule.spec().direction())
                                .thenComparing(EvaluationOrder.RULES))
                        .toList();
    }
}
