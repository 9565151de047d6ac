package io.ringfence.packets;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.RuleAction;
import io.ringfence.policy.verdict.Entry;
import io.ringfence.policy.verdict.Entry.Kind;
import io.ringfence.policy.verdict.EvaluationOrder;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.PolicyEvaluator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Oracles that have the law wrong in one point: whoever compares well must notice. */
final class Mutants {

    private static final Comparator<Rule> ACCEPT_BEFORE_DROP = Comparator.comparing(
                    Rule::spec, Comparator.comparingInt(RuleSpec::priority))
            .thenComparing(rule -> rule.spec().policy() == RuleAction.ACCEPT ? 0 : 1);

    /** At equal priority ACCEPT wins. */
    static final PolicyEvaluator TIES_REVERSED = evaluator((group, rules, direction, at) ->
            reordered(EvaluationOrder.LAW.entries(group, rules, direction, at), Mutants::acceptFirst));

    /** Membership of the same group is asked about after the rules. */
    static final PolicyEvaluator INNER_ACCESS_LAST = evaluator((group, rules, direction, at) ->
            reordered(EvaluationOrder.LAW.entries(group, rules, direction, at), Mutants::innerAccessLast));

    private Mutants() {}

    private interface Reordering {
        List<Entry> of(List<Entry> inner, List<Entry> rules);
    }

    private static PolicyEvaluator evaluator(EvaluationOrder order) {
        return new PolicyEvaluator(order, Exemptions.DEFAULT);
    }

    private static List<Entry> reordered(List<Entry> entries, Reordering reordering) {
        List<Entry> result = new ArrayList<>(reordering.of(of(Kind.INNER_ACCESS, entries), of(Kind.RULE, entries)));
        result.addAll(of(Kind.DEFAULT, entries));
        return result;
    }

    private static List<Entry> acceptFirst(List<Entry> inner, List<Entry> rules) {
        List<Entry> result = new ArrayList<>(inner);
        rules.stream()
                .sorted(Comparator.comparing(entry -> Objects.requireNonNull(entry.rule()), ACCEPT_BEFORE_DROP))
                .forEach(result::add);
        return result;
    }

    private static List<Entry> innerAccessLast(List<Entry> inner, List<Entry> rules) {
        List<Entry> result = new ArrayList<>(rules);
        result.addAll(inner);
        return result;
    }

    private static List<Entry> of(Kind kind, List<Entry> entries) {
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }
}
