package io.ringfence.policy.lint;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.policy.lint.Finding.Kind;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.space.DeadRule;
import io.ringfence.policy.space.DeadRules;
import io.ringfence.policy.space.Owners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SHADOWED and REDUNDANT: rules that make no difference whoever the members of groups are, so that such a rule may go for
 * good. A rule that the group was made with and that only repeats the default is as it should be.
 */
final class DeadFindings {
    private final LintSubject subject;
    private final Map<RuleId, RuleSpec> specs;
    private final RuleSentence sentence;

    private DeadFindings(LintSubject subject) {
        this.subject = subject;
        this.specs = subject.rules().stream().collect(Collectors.toMap(Rule::ruleId, Rule::spec));
        this.sentence = new RuleSentence(subject.rules());
    }

    /** None where the policy cannot be told, as something that it names has not been seen. */
    static List<Finding> of(LintSubject subject) {
        GroupPolicy policy = GroupPolicy.of(subject.image(), subject.group(), subject.at());
        if (policy == null) {
            return List.of();
        }
        DeadFindings findings = new DeadFindings(subject);
        return Arrays.stream(Direction.values())
                .flatMap(direction -> findings.of(policy, direction).stream())
                .toList();
    }

    private List<Finding> of(GroupPolicy policy, Direction direction) {
        List<DeadRule> dead = DeadRules.of(policy, direction, Owners.ANY);
        Set<RuleId> dispensable = dead.stream().map(DeadFindings::id).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        for (DeadRule rule : dead) {
            switch (rule.kind()) {
                case SHADOWED -> findings.add(finding(Kind.SHADOWED, rule, shadowed(rule) + stays(rule, dispensable)));
                case REDUNDANT -> {
                    if (!rule.by().isEmpty() || !subject.asMade().contains(id(rule))) {
                        findings.add(finding(Kind.REDUNDANT, rule, redundant(rule) + stays(rule, dispensable)));
                    }
                }
                case MATCHES_NOTHING -> {
                    // Said as UNRESOLVED: only an empty list makes a rule match nothing whoever the members are.
                }
            }
        }
        return findings;
    }

    private static RuleId id(DeadRule rule) {
        return rule.rule().ruleId();
    }

    private static Finding finding(Kind kind, DeadRule rule, String why) {
        return new Finding(kind, List.of(id(rule)), rule.by(), why);
    }

    private String subjectOf(DeadRule rule) {
        RuleSpec spec = specs.get(id(rule));
        return spec == null ? "The rule" : "The rule to " + RuleSentence.of(spec);
    }

    private String shadowed(DeadRule rule) {
        return subjectOf(rule) + " never decides: " + deciders(rule)
                + " come before it, and do the opposite with some of its packets. Revoke it, or make it stronger than they are";
    }

    private String redundant(DeadRule rule) {
        if (rule.by().isEmpty()) {
            boolean accepts = rule.rule().action() == RuleAction.ACCEPT;
            return subjectOf(rule) + " makes no difference: what no rule matches is "
                    + (accepts ? "accepted" : "dropped") + " anyway. It may be revoked";
        }
        return subjectOf(rule) + " makes no difference: without it its packets meet the same by " + deciders(rule)
                + ". It may be revoked";
    }

    private String deciders(DeadRule rule) {
        return rule.by().isEmpty() ? "what holds for the group's own members" : sentence.named(rule.by());
    }

    /** Of rules that make each other dispensable not all may go. */
    private String stays(DeadRule rule, Set<RuleId> dispensable) {
        List<RuleId> also = rule.by().stream().filter(dispensable::contains).toList();
        return also.isEmpty()
                ? ""
                : "; but " + also.stream().map(RuleId::value).collect(Collectors.joining(", "))
                        + " may go as well, and not both: one of them has to stay";
    }
}
