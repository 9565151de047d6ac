package io.ringfence.rule;

import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand;
import io.ringfence.events.rule.RuleSetCommand.CloseReferences;
import io.ringfence.events.rule.RuleSetCommand.DeleteRuleSet;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.rule.RuleSetCommand.ReopenReferences;
import java.util.List;
import java.util.Optional;

/**
 * What a group's event asks of its rules.
 *
 * @param revision the event's own, which names the attempt where it is the request for a deletion
 */
record RuleSetReaction(long revision) implements SecurityGroupEvent.Visitor<Optional<RuleSetCommand>> {
    @Override
    public Optional<RuleSetCommand> on(SecurityGroupCreated event) {
        List<Rule> rules = event.defaultRules() ? DefaultRules.of(event.securityGroupId()) : List.of();
        return Optional.of(
                new OpenRuleSet(event.securityGroupId(), event.accountId(), event.vpcId(), event.type(), rules));
    }

    @Override
    public Optional<RuleSetCommand> on(SecurityGroupModified event) {
        return Optional.empty();
    }

    @Override
    public Optional<RuleSetCommand> on(SecurityGroupDeletionRequested event) {
        return Optional.of(new CloseReferences(event.securityGroupId(), revision));
    }

    @Override
    public Optional<RuleSetCommand> on(SecurityGroupDeletionRejected event) {
        return Optional.of(new ReopenReferences(event.securityGroupId(), event.attempt()));
    }

    @Override
    public Optional<RuleSetCommand> on(SecurityGroupDeleted event) {
        return Optional.of(new DeleteRuleSet(event.securityGroupId()));
    }
}
