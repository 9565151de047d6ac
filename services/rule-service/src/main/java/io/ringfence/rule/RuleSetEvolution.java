package io.ringfence.rule;

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
import org.jspecify.annotations.Nullable;

/** What each event makes of a rule set; for one event, thrown away after it. */
final class RuleSetEvolution implements RuleSetEvent.Visitor<RuleSetState> {
    private final @Nullable RuleSetState before;

    RuleSetEvolution(@Nullable RuleSetState before) {
        this.before = before;
    }

    @Override
    public RuleSetState on(RuleSetOpened event) {
        return RuleSetState.opened(event);
    }

    @Override
    public RuleSetState on(RulesAuthorized event) {
        return before().with(event.rules());
    }

    @Override
    public RuleSetState on(RuleModified event) {
        return before().with(List.of(event.rule()));
    }

    @Override
    public RuleSetState on(RulesRevoked event) {
        return before().without(event.ruleIds());
    }

    @Override
    public RuleSetState on(RuleExpired event) {
        return before().without(List.of(event.ruleId()));
    }

    @Override
    public RuleSetState on(ReferencesClosed event) {
        return before().answered(event.attempt(), true);
    }

    @Override
    public RuleSetState on(ReferencesStillHeld event) {
        return before().answered(event.attempt(), false);
    }

    @Override
    public RuleSetState on(ReferencesReopened event) {
        return before().reopened();
    }

    @Override
    public RuleSetState on(RuleSetDeleted event) {
        return before().gone();
    }

    private RuleSetState before() {
        if (before == null) {
            throw new IllegalStateException("the first event of a rule set opens it");
        }
        return before;
    }
}
