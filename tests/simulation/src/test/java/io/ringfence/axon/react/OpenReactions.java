package io.ringfence.axon.react;

import io.ringfence.axon.gate.Answer;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.events.Command;
import io.ringfence.events.wire.Envelope;
import java.util.concurrent.CompletionStage;

/** Opens what is not public here: how reactions are submitted. */
public final class OpenReactions {
    private final Reactions reactions;

    public OpenReactions(CommandGate gate, Patience patience, String source) {
        this.reactions = new Reactions(gate, patience, source);
    }

    public CompletionStage<Answer> submit(Envelope cause, Command command) {
        return reactions.submit(cause, command);
    }
}
