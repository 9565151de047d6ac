package io.ringfence.policy.lint;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.RuleId;
import io.ringfence.policy.lint.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks a group over. Every finding is true by itself, and says what to do about it alone: after one was acted on, look
 * again. A new group with the rules that it starts with has none.
 */
public final class Lint {
    private Lint() {}

    /** What is wrong, the worst kind first, within it in the order in which rules are asked. */
    public static List<Finding> of(LintSubject subject, LintSettings settings) {
        List<Finding> found = new ArrayList<>(DeadFindings.of(subject));
        UnresolvedPeers unresolved = new UnresolvedPeers(subject);
        for (Rule rule : subject.rules()) {
            add(found, Kind.UNRESOLVED, rule, unresolved.shortfall(rule.spec().peer()));
            if (!subject.asMade().contains(rule.ruleId())) {
                add(found, Kind.OVERLY_PERMISSIVE, rule, settings.privilege().breach(rule.spec(), subject.image()));
            }
        }
        Set<RuleId> explained = explained(found);
        for (Rule rule : subject.rules()) {
            if (!explained.contains(rule.ruleId())) {
                add(found, Kind.UNUSED, rule, UnusedRule.breach(subject, rule, settings.unusedFor()));
            }
        }
        found.addAll(NearLimits.of(subject, settings));
        found.sort(Comparator.comparing(Finding::kind));
        return List.copyOf(found);
    }

    private static void add(List<Finding> found, Kind kind, Rule rule, @Nullable String breach) {
        if (breach != null) {
            found.add(Finding.of(kind, rule.ruleId(), "The rule to " + RuleSentence.of(rule.spec()) + " " + breach));
        }
    }

    /** The rules of which is said already why they decide nothing. */
    private static Set<RuleId> explained(List<Finding> found) {
        Set<RuleId> explained = new HashSet<>();
        for (Finding finding : found) {
            switch (finding.kind()) {
                case SHADOWED, REDUNDANT, UNRESOLVED -> explained.addAll(finding.ruleIds());
                case OVERLY_PERMISSIVE, UNUSED, NEAR_LIMIT -> {}
            }
        }
        return explained;
    }
}
