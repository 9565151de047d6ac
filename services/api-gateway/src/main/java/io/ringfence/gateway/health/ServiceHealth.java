package io.ringfence.gateway.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a service said when it was asked whether it is ready.
 *
 * @param latencyMs how long its answer took, or how long it was waited for
 * @param detail what is not ready; null when everything is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceHealth(
        String service,
        Status status,
        long latencyMs,
        @Nullable String detail) {
    /** Ready, not ready, or without an answer. */
    public enum Status {
        UP,
        DOWN,
        UNREACHABLE
    }
}
