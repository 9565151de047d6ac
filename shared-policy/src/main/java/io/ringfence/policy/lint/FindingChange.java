package io.ringfence.policy.lint;

import io.ringfence.events.value.RuleId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which findings a change would make, and which it would end; one whose words alone change is neither. */
public record FindingChange(List<Finding> appearing, List<Finding> disappearing) {
    public FindingChange {
        appearing = List.copyOf(appearing);
        disappearing = List.copyOf(disappearing);
    }

    /** What a finding is about; one about the group is known by its sentence without the numbers. */
    private record Subject(Finding.Kind kind, List<RuleId> ruleIds, String group) {
        static Subject of(Finding finding) {
            return new Subject(
                    finding.kind(),
                    finding.ruleIds(),
                    finding.ruleIds().isEmpty() ? finding.why().replaceAll("[0-9]", "") : "");
        }
    }

    /** Compares what was found before and after. */
    public static FindingChange between(List<Finding> before, List<Finding> after) {
        return new FindingChange(without(after, before), without(before, after));
    }

    private static List<Finding> without(List<Finding> findings, List<Finding> others) {
        Set<Subject> known = others.stream().map(Subject::of).collect(Collectors.toSet());
        return findings.stream()
                .filter(finding -> !known.contains(Subject.of(finding)))
                .toList();
    }
}
