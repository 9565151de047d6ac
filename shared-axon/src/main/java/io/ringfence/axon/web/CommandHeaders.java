package io.ringfence.axon.web;

import io.ringfence.events.problem.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a REST command besides who calls.
 *
 * @param commandId {@code Idempotency-Key}, or a new one
 * @param expectedRevision {@code If-Match}, or null
 * @param traceParent the header of W3C Trace Context, or null
 */
record CommandHeaders(
        String commandId,
        @Nullable Long expectedRevision,
        @Nullable String traceParent) {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String TRACE_PARENT = "traceparent";
    private static final int MAX_KEY = 255;
    private static final Pattern REVISION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    static CommandHeaders of(HttpHeaders headers) {
        return new CommandHeaders(
                commandId(headers.getHeaderString(IDEMPOTENCY_KEY)),
                expectedRevision(headers.getHeaderString(HttpHeaders.IF_MATCH)),
                headers.getHeaderString(TRACE_PARENT));
    }

    private static String commandId(@Nullable String key) {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        if (key.isBlank() || key.length() > MAX_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid(IDEMPOTENCY_KEY, "must have 1 to " + MAX_KEY + " characters, none a control one");
        }
        return key;
    }

    /** One strong entity tag with a revision, or {@code *} for whatever revision there is. */
    private static @Nullable Long expectedRevision(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher revision = REVISION.matcher(ifMatch.strip());
        if (!revision.matches()) {
            throw Refusal.invalid(HttpHeaders.IF_MATCH, "must be one revision in quotes, such as \"12\"");
        }
        return Long.valueOf(revision.group(1));
    }
}
