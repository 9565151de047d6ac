package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides a revoke call: all the rules that it names go as one, or none does. */
final class Revocation {
    private Revocation() {}

    /** What the command comes to at an instant, or a refusal with nothing changed. */
    static RuleChange decide(RuleSetState state, RevokeRules command, Instant at) {
        List<RuleId> named = new ArrayList<>();
        for (int i = 0; i < command.ruleIds().size(); i++) {
            RuleId id = command.ruleIds().get(i);
            if (state.inForceAt(at, id) == null) {
                throw UnknownRule.id(state.group(), id, "ruleIds[" + i + "]");
            }
            named.add(id);
        }
        Map<RuleKey, Rule> inForce = state.inForceAt(at);
        for (int i = 0; i < command.matches().size(); i++) {
            Rule match = inForce.get(command.matches().get(i));
            if (match == null) {
                throw UnknownRule.match(state.group(), "rules[" + i + "]");
            }
            named.add(match.ruleId());
        }
        return RuleChange.of(new RulesRevoked(state.group(), named), RuleChange.naming(named));
    }
}
