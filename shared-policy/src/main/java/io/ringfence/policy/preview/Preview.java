package io.ringfence.policy.preview;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.RuleId;
import io.ringfence.policy.image.PolicyImage;
import java.util.List;

/**
 * What a change of a group's rules would come to. The image with it made can be asked what it opens and closes, and what
 * lint says of it.
 *
 * @param authorized each rule that was asked for, as the group would have it
 * @param revoked those that would go
 * @param refusals what the commands would be refused for; then they would change nothing, and {@code after} is what would
 *     be so without the rules that the refusals name
 * @param after the image with the change made
 */
public record Preview(List<Wanted> authorized, List<RuleId> revoked, List<Problem> refusals, PolicyImage after) {
    public Preview {
        authorized = List.copyOf(authorized);
        revoked = List.copyOf(revoked);
        refusals = List.copyOf(refusals);
    }

    /** A rule that was asked for: with the id that it has where it exists. */
    public record Wanted(Rule rule, boolean existing) {}
}
