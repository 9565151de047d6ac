package io.ringfence.rule;

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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that went and those that came with an event, as they were and as they are; as many as the event names,
 * however large the group is.
 */
record Turnover(List<Rule> gone, List<Rule> come) {
    private static final Turnover NONE = new Turnover(List.of(), List.of());

    /** What an event changed; null stands for the state before the first. */
    static Turnover of(@Nullable RuleSetState before, RuleSetEvent event) {
        return event.accept(new Reading(before));
    }

    private record Reading(@Nullable RuleSetState before) implements RuleSetEvent.Visitor<Turnover> {
        @Override
        public Turnover on(RuleSetOpened event) {
            return new Turnover(List.of(), event.rules());
        }

        @Override
        public Turnover on(RulesAuthorized event) {
            return new Turnover(List.of(), event.rules());
        }

        @Override
        public Turnover on(RuleModified event) {
            return new Turnover(known(List.of(event.rule().ruleId())), List.of(event.rule()));
        }

        @Override
        public Turnover on(RulesRevoked event) {
            return new Turnover(known(event.ruleIds()), List.of());
        }

        @Override
        public Turnover on(RuleExpired event) {
            return new Turnover(known(List.of(event.ruleId())), List.of());
        }

        @Override
        public Turnover on(ReferencesClosed event) {
            return NONE;
        }

        @Override
        public Turnover on(ReferencesStillHeld event) {
            return NONE;
        }

        @Override
        public Turnover on(ReferencesReopened event) {
            return NONE;
        }

        @Override
        public Turnover on(RuleSetDeleted event) {
            return before == null
                    ? NONE
                    : new Turnover(List.copyOf(before.rules().values()), List.of());
        }

        private List<Rule> known(List<RuleId> ids) {
            List<Rule> rules = new ArrayList<>(ids.size());
            if (before != null) {
                for (RuleId id : ids) {
                    Rule rule = before.rules().get(id);
                    if (rule != null) {
                        rules.add(rule);
                    }
                }
            }
            return rules;
        }
    }
}
