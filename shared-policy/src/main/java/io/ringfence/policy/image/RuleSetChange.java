package io.ringfence.policy.image;

import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import java.util.List;
import java.util.Optional;

/** A rule set before one of its events gives the rule set after it; empty where there is none. */
record RuleSetChange(Optional<RuleSetImage> before, Provenance change)
        implements RuleSetEvent.Visitor<Optional<RuleSetImage>> {
    @Override
    public Optional<RuleSetImage> on(RuleSetOpened event) {
        return Optional.of(new RuleSetImage(
                event.securityGroupId(),
                event.accountId(),
                event.vpcId(),
                event.type(),
                RuleSetImage.byId(event.rules()),
                change));
    }

    @Override
    public Optional<RuleSetImage> on(RulesAuthorized event) {
        return before.map(rules -> rules.with(event.rules(), change));
    }

    @Override
    public Optional<RuleSetImage> on(RuleModified event) {
        return before.map(rules -> rules.with(List.of(event.rule()), change));
    }

    @Override
    public Optional<RuleSetImage> on(RulesRevoked event) {
        return before.map(rules -> rules.without(event.ruleIds(), change));
    }

    /** The rule was out of force before this event, so taking it away changes no verdict. */
    @Override
    public Optional<RuleSetImage> on(RuleExpired event) {
        return before.map(rules -> rules.without(List.of(event.ruleId()), change));
    }

    @Override
    public Optional<RuleSetImage> on(ReferencesClosed event) {
        return before.map(rules -> rules.unchanged(change));
    }

    @Override
    public Optional<RuleSetImage> on(ReferencesStillHeld event) {
        return before.map(rules -> rules.unchanged(change));
    }

    @Override
    public Optional<RuleSetImage> on(ReferencesReopened event) {
        return before.map(rules -> rules.unchanged(change));
    }

    @Override
    public Optional<RuleSetImage> on(RuleSetDeleted event) {
        return Optional.empty();
    }
}
