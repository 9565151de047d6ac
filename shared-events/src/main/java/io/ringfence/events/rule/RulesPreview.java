package io.ringfence.events.rule;

import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a group's rules that is only asked about: first some go, then others come. No command, and nobody's event.
 *
 * @param authorize with ids of their own that no rule has
 */
public record RulesPreview(SecurityGroupId securityGroupId, List<Rule> authorize, List<Named> revoke) {
    public RulesPreview {
        authorize = List.copyOf(authorize);
        revoke = List.copyOf(revoke);
    }

    /** A rule that is to go, by exactly one of the two. */
    public record Named(@Nullable RuleId ruleId, @Nullable RuleKey match) {}
}
