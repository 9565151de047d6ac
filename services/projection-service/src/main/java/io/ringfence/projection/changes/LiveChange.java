package io.ringfence.projection.changes;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.audit.EventWords;
import io.ringfence.projection.enforcement.Enforcement;
import io.ringfence.projection.enforcement.HostEnforcement;
import io.ringfence.projection.rows.HistoryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step of a change on its way from the decision to the hosts.
 *
 * @param decidedAt when the event happened
 * @param at when the step was taken: seen here, stored here, or in force by the host's own clock
 * @param afterMs from {@code decidedAt} to {@code at}, in milliseconds
 * @param data what happened, as on the wire; not repeated once it is projected
 * @param enforced how it stands on the hosts, where the step is ENFORCED
 */
@Schema(name = "LiveChange")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LiveChange(
        @JsonIgnore Step step,
        String revision,
        Instant decidedAt,
        Instant at,
        long afterMs,
        String type,
        @Nullable String securityGroupId,
        @Nullable String instanceId,
        String actor,
        String channel,
        String commandId,
        String summary,

        @JsonRawValue @Schema(type = SchemaType.OBJECT) @Nullable
        String data,

        @Nullable Enforced enforced) {
    /** How far a change has come. */
    enum Step {
        DECIDED,
        PROJECTED,
        ENFORCED;

        /** The name of the server-sent event. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How a change stands.
     *
     * @param host of whose report this tells; absent where there is no host that it concerns
     * @param hostState REALIZED, FAILED or FILE
     * @param realized how many hosts have it in their kernel
     * @param desired how many it concerns
     */
    @Schema(name = "LiveEnforcement")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Enforced(
            @Nullable String host,
            HostEnforcement.@Nullable State hostState,
            Enforcement.Total state,
            int realized,
            int desired) {}

    static LiveChange decided(HistoryRow change, Instant at) {
        return of(Step.DECIDED, change, at, change.body, null);
    }

    static LiveChange projected(HistoryRow change, Instant at) {
        return of(Step.PROJECTED, change, at, null, null);
    }

    static LiveChange enforced(HistoryRow change, Instant at, Enforced enforced) {
        return of(Step.ENFORCED, change, at, null, enforced);
    }

    private static LiveChange of(
            Step step, HistoryRow change, Instant at, @Nullable String data, @Nullable Enforced enforced) {
        Instant decidedAt = Micros.toInstant(change.occurredAt);
        return new LiveChange(
                step,
                new Revision(change.aggregate(), change.revision).toString(),
                decidedAt,
                at,
                Math.max(0, Duration.between(decidedAt, at).toMillis()),
                change.type,
                change.securityGroupId,
                change.instanceId,
                change.actor,
                change.channel,
                change.commandId,
                EventWords.of(change.event()),
                data,
                enforced);
    }
}
