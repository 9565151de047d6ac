package io.ringfence.projection.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.RuleId;
import io.ringfence.policy.lint.FindingChange;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a change of rules would come to.
 *
 * @param revision of the rules that it was held against
 * @param rules in the order of {@code authorize}; one that would be new has an id that only this answer knows
 * @param revoked the rules that would go
 * @param refusals what the commands would be refused for, as they would say it; then nothing would change, and the rest
 *     says what would be so without the rules that are named here
 * @param more whether there are more boxes than are shown
 */
@Schema(name = "RulePreview")
record RulePreview(
        String securityGroupId,
        long revision,
        List<PreviewedRule> rules,
        List<RuleId> revoked,
        List<Problem> refusals,
        List<BoxView> opened,
        List<BoxView> closed,
        boolean more,
        AffectedInstances affectedInstances,
        FindingChanges findings,
        Watermark watermark) {
    /** A rule as the group would have it, and whether it has it already. */
    @Schema(name = "PreviewedRule")
    record PreviewedRule(@JsonUnwrapped Rule rule, boolean existing) {}

    /** What lint would say that it does not say now, and the reverse; what rules decided is left out. */
    @Schema(name = "FindingChanges")
    record FindingChanges(List<FindingView> appearing, List<FindingView> disappearing) {
        static FindingChanges of(FindingChange change) {
            return new FindingChanges(FindingView.of(change.appearing()), FindingView.of(change.disappearing()));
        }
    }
}
