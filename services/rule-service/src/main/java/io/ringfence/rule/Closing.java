package io.ringfence.rule;

import io.ringfence.events.rule.RuleSetCommand.CloseReferences;
import io.ringfence.events.rule.RuleSetCommand.ReopenReferences;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import java.time.Instant;
import java.util.Optional;

/** Decides what the rules have to say to the deletion of a group. Each attempt is answered once. */
final class Closing {
    private Closing() {}

    /** The answer to an attempt, or nothing for one that has its answer. */
    static Optional<RuleSetEvent> decide(
            RuleSetState state, CloseReferences command, Instant at, References references) {
        if (command.attempt() <= state.answered()) {
            return Optional.empty();
        }
        Holders holders = references.holdersOf(state.group(), at);
        return Optional.of(
                holders.isNone()
                        ? new ReferencesClosed(state.group(), command.attempt())
                        : new ReferencesStillHeld(state.group(), command.attempt(), holders.named(), holders.count()));
    }

    /** Opens what this very attempt closed; an attempt that closed nothing opens nothing. */
    static Optional<RuleSetEvent> decide(RuleSetState state, ReopenReferences command) {
        return state.closedBy() == command.attempt()
                ? Optional.of(new ReferencesReopened(state.group(), command.attempt()))
                : Optional.empty();
    }
}
