package io.ringfence.projection.enforcement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether one host has a change in force.
 *
 * @param mode absent where the host never reported
 * @param revision of the aggregate that the host has in force; absent where it has none of it yet
 * @param since when the host said first that it has it, by its own clock; absent where that is not remembered
 * @param lagMs from the decision to {@code since}, or to now while it is not in force, in milliseconds
 * @param failures that concern the change
 * @param lastSeen when its last report came
 * @param clockAheadMs how much the host's clock differs from ours, where that is more than a second
 */
@Schema(name = "HostEnforcement")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostEnforcement(
        String host,
        State state,
        @Nullable Mode mode,
        @Nullable Long revision,
        @Nullable Instant since,
        @Nullable Long lagMs,
        List<Failure> failures,
        @Nullable Instant lastSeen,
        @Nullable Long clockAheadMs) {
    /** How it stands on a host. */
    @Schema(name = "HostEnforcementState")
    public enum State {
        /** In the kernel. */
        REALIZED,
        /** On its way. */
        LAGGING,
        /** Not enforced as asked; the failures say why. */
        FAILED,
        /** The agent writes a file and no kernel enforces it. */
        FILE,
        /** The host has been silent for too long to be believed. */
        STALE,
        /** The host never reported. */
        UNREPORTED
    }
}
