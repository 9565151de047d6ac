package io.ringfence.events.rule;

import io.ringfence.events.Command;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.time.Instant;
import java.util.List;

/** What can be asked of the rules of a group. */
public sealed interface RuleSetCommand extends Command {
    SecurityGroupId securityGroupId();

    @Override
    default AggregateRef target() {
        return AggregateRef.rules(securityGroupId());
    }

    /** Make the rule set of a new group; asked by the rule service itself when it learns of the group. */
    record OpenRuleSet(
            SecurityGroupId securityGroupId, AccountId accountId, VpcId vpcId, SecurityGroupType type, List<Rule> rules)
            implements RuleSetCommand {}

    /** Add rules, all or none. Each carries the id it gets if no equal rule is there. */
    record AuthorizeRules(SecurityGroupId securityGroupId, List<Rule> rules) implements RuleSetCommand {}

    /** Change a rule; what is absent stays. */
    record ModifyRule(SecurityGroupId securityGroupId, RuleId ruleId, RulePatch patch) implements RuleSetCommand {}

    /** Remove rules named by id or by their full match, all or none; one of the two lists is empty. */
    record RevokeRules(SecurityGroupId securityGroupId, List<RuleId> ruleIds, List<RuleKey> matches)
            implements RuleSetCommand {}

    /** Record that a rule has ended, if it is still there and ends at that instant; asked when the instant has passed. */
    record ExpireRule(SecurityGroupId securityGroupId, RuleId ruleId, Instant due) implements RuleSetCommand {}

    /** Let no rule name the group from now on, if none does; asked when an attempt at deleting the group begins. */
    record CloseReferences(SecurityGroupId securityGroupId, long attempt) implements RuleSetCommand {}

    /** Let rules name the group again; asked when that attempt was rejected. */
    record ReopenReferences(SecurityGroupId securityGroupId, long attempt) implements RuleSetCommand {}

    /** Delete the rules of a group that is gone. */
    record DeleteRuleSet(SecurityGroupId securityGroupId) implements RuleSetCommand {}
}
