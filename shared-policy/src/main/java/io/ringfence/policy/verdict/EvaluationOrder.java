package io.ringfence.policy.verdict;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleAction;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.RuleSetImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * In which order a group's policy is asked. There is one law; the interface lets a test show that another order would
 * be noticed.
 */
@FunctionalInterface
public interface EvaluationOrder {
    /** Inner access first, then the rules in force, then the default. */
    EvaluationOrder LAW = EvaluationOrder::byLaw;

    /**
     * Priority ascending, at equal priority DROP before ACCEPT. The id only makes the order of equals the same
     * everywhere; it never changes a verdict.
     */
    Comparator<Rule> RULES = Comparator.comparing(Rule::spec, Comparator.comparingInt(RuleSpec::priority))
            .thenComparing(rule -> rule.spec().policy() == RuleAction.DROP ? 0 : 1)
            .thenComparing(Rule::ruleId);

    /** The entries of one side of a group, in the order in which they are asked; the last one always matches. */
    List<Entry> entries(GroupImage group, RuleSetImage rules, Direction direction, Instant at);

    private static List<Entry> byLaw(GroupImage group, RuleSetImage rules, Direction direction, Instant at) {
        List<Entry> entries = new ArrayList<>();
        if (group.innerAccess()) {
            entries.add(Entry.innerAccess());
        }
        rules.rules().values().stream()
                .filter(rule -> rule.spec().direction() == direction)
                .filter(rule -> rule.spec().inForceAt(at))
                .sorted(RULES)
                .map(Entry::of)
                .forEach(entries::add);
        entries.add(Entry.otherwise(otherwise(group, direction)));
        return List.copyOf(entries);
    }

    private static Verdict otherwise(GroupImage group, Direction direction) {
        return switch (direction) {
            case INGRESS -> Verdict.DROP;
            case EGRESS ->
                switch (group.type()) {
                    case BASIC -> Verdict.ACCEPT;
                    case ADVANCED -> Verdict.DROP;
                };
        };
    }
}
