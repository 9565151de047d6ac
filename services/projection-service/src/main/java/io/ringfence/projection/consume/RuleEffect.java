package io.ringfence.projection.consume;

import io.ringfence.events.rule.Rule;
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
import io.ringfence.events.value.RuleId;
import java.util.List;

/**
 * What an event does to the rules of its group: one row a rule that it names, however many there are beside.
 *
 * @param allEnded whether every rule of the group ends
 */
record RuleEffect(List<Rule> begun, List<Rule> replaced, List<RuleId> ended, boolean allEnded) {
    private static final RuleEffect NONE = new RuleEffect(List.of(), List.of(), List.of(), false);

    static RuleEffect of(RuleSetEvent event) {
        return event.accept(new OfEvent());
    }

    private static RuleEffect begun(List<Rule> rules) {
        return new RuleEffect(rules, List.of(), List.of(), false);
    }

    private static RuleEffect ended(List<RuleId> rules) {
        return new RuleEffect(List.of(), List.of(), rules, false);
    }

    private static final class OfEvent implements RuleSetEvent.Visitor<RuleEffect> {
        @Override
        public RuleEffect on(RuleSetOpened event) {
            return begun(event.rules());
        }

        @Override
        public RuleEffect on(RulesAuthorized event) {
            return begun(event.rules());
        }

        @Override
        public RuleEffect on(RuleModified event) {
            return new RuleEffect(List.of(), List.of(event.rule()), List.of(), false);
        }

        @Override
        public RuleEffect on(RulesRevoked event) {
            return ended(event.ruleIds());
        }

        @Override
        public RuleEffect on(RuleExpired event) {
            return ended(List.of(event.ruleId()));
        }

        @Override
        public RuleEffect on(ReferencesClosed event) {
            return NONE;
        }

        @Override
        public RuleEffect on(ReferencesStillHeld event) {
            return NONE;
        }

        @Override
        public RuleEffect on(ReferencesReopened event) {
            return NONE;
        }

        @Override
        public RuleEffect on(RuleSetDeleted event) {
            return new RuleEffect(List.of(), List.of(), List.of(), true);
        }
    }
}
