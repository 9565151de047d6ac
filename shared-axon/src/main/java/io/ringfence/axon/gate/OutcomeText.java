package io.ringfence.axon.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An outcome as the ledger keeps it: JSON with either {@code revision} and {@code answer}, or {@code problem}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutcomeText(
        @Nullable Revision revision,
        @Nullable ObjectNode answer,
        @Nullable Problem problem) {
    static String write(Outcome outcome) {
        OutcomeText text = outcome instanceof Accepted accepted
                ? new OutcomeText(accepted.revision(), accepted.answer(), null)
                : new OutcomeText(null, null, ((Rejected) outcome).problem());
        return new String(Json.write(text), StandardCharsets.UTF_8);
    }

    static Outcome read(String json) {
        try {
            return Json.mapper().readValue(json, OutcomeText.class).outcome();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds an outcome that cannot be read", e);
        }
    }

    private Outcome outcome() {
        if (revision != null && answer != null) {
            return new Accepted(revision, answer);
        }
        if (problem != null) {
            return new Rejected(problem);
        }
        throw new IllegalStateException("the ledger holds an outcome that is neither accepted nor refused");
    }
}
