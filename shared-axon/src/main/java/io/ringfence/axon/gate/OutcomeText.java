package io.ringfence.axon.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An outcome as the ledger keeps it: JSON with either {@code revision} and {@code answer}, or {@code problem}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutcomeText(
        @Nullable Revision revision,
        @Nullable ObjectNode answer,
        @Nullable Problem problem) {
    private static final Outcome.Visitor<OutcomeText> TEXT = new Outcome.Visitor<>() {
        @Override
        public OutcomeText on(Outcome.Accepted accepted) {
            return new OutcomeText(accepted.revision(), accepted.answer(), null);
        }

        @Override
        public OutcomeText on(Outcome.Rejected rejected) {
            return new OutcomeText(null, null, rejected.problem());
        }

        @Override
        public OutcomeText on(Outcome.Pending pending) {
            return new OutcomeText(pending.attempt(), pending.answer(), null);
        }
    };

    static String write(Outcome outcome) {
        return new String(Json.write(outcome.accept(TEXT)), StandardCharsets.UTF_8);
    }

    /**
     * What the ledger says.
     *
     * @param pendingOn the revision whose end decides the outcome, or null when it is final
     */
    public static Outcome read(String json, @Nullable String pendingOn) {
        try {
            return Json.mapper().readValue(json, OutcomeText.class).outcome(pendingOn != null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds an outcome that cannot be read", e);
        }
    }

    private Outcome outcome(boolean pending) {
        if (revision != null && answer != null) {
            return pending ? new Outcome.Pending(revision, answer) : new Outcome.Accepted(revision, answer);
        }
        if (problem != null) {
            return new Outcome.Rejected(problem);
        }
        throw new IllegalStateException("the ledger holds an outcome that is neither accepted nor refused");
    }
}
