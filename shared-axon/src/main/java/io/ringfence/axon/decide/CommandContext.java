package io.ringfence.axon.decide;

import io.ringfence.events.wire.Micros;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a command when an aggregate decides it: who, when and why. Every command handler takes one as a
 * parameter.
 *
 * @param commandId the id that makes the command happen once; it becomes the event's correlation id
 * @param at the instant of the decision, from the hybrid clock, in microseconds since 1970
 * @param expectedRevision the revision that the caller has seen, or null where it does not matter
 * @param causationId the id of the event that caused the command, or null where a person or program asked
 */
public record CommandContext(
        String commandId,
        Requester requester,
        long at,
        @Nullable Long expectedRevision,
        @Nullable String causationId,
        @Nullable String traceParent) {
    /** Under this name the context travels in a command message's metadata. */
    static final String KEY = "ringfence.context";

    /** This context as the metadata of a command message; a fixture's {@code when(command, metadata)} takes it too. */
    public Map<String, Object> asMetaData() {
        return Map.of(KEY, this);
    }

    /** The instant of the decision: rules that judge by time judge by this one. */
    public Instant instant() {
        return Micros.toInstant(at);
    }

    /**
     * The same context, deciding later than {@code micros}: an aggregate that decides by what another one's event said
     * passes the time at which the service learned of it.
     */
    public CommandContext after(long micros) {
        return at > micros
                ? this
                : new CommandContext(commandId, requester, micros + 1, expectedRevision, causationId, traceParent);
    }
}
