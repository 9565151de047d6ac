package io.ringfence.projection.query;

import io.ringfence.events.value.RuleId;
import io.ringfence.policy.lint.Finding;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something about a group that a person should look at.
 *
 * @param ruleIds the rules that it is about; none where it is about the group
 * @param by the rules that decide instead, strongest first
 * @param why a sentence that says what is so and what to do
 */
@Schema(name = "Finding")
record FindingView(Finding.Kind kind, List<RuleId> ruleIds, List<RuleId> by, String why) {
    static FindingView of(Finding finding) {
        return new FindingView(finding.kind(), finding.ruleIds(), finding.by(), finding.why());
    }

    static List<FindingView> of(List<Finding> findings) {
        return findings.stream().map(FindingView::of).toList();
    }
}
