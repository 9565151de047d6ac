package io.ringfence.rule;

import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.ExpireRule;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.wire.Micros;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what has to do with the end of a rule (semantics, section 6). */
final class Expiring {
    private Expiring() {}

    /** Records the end of a rule that is still there with that very deadline. */
    static Optional<RuleSetEvent> decide(RuleSetState state, ExpireRule command, Instant at) {
        Rule rule = state.rules().get(command.ruleId());
        return rule != null && command.due().equals(rule.spec().expiresAt())
                ? Optional.of(new RuleExpired(state.group(), rule.ruleId(), command.due(), at))
                : Optional.empty();
    }

    /** Refuses a deadline that has passed: such a rule would never be in force. */
    static void requireAhead(@Nullable Instant expiresAt, Instant at, String parameter) {
        if (expiresAt != null && !at.isBefore(expiresAt)) {
            throw Refusal.invalid(
                    parameter,
                    "is past: it is " + Micros.format(at) + " and a rule ends at " + Micros.format(expiresAt));
        }
    }

    /** Whether the rule is in force for longer than before: then it must be one that may be made now. */
    static boolean isLonger(RuleSpec before, RuleSpec after) {
        Instant end = before.expiresAt();
        Instant newEnd = after.expiresAt();
        return end != null && (newEnd == null || newEnd.isAfter(end));
    }
}
