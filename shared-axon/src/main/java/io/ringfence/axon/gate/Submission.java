package io.ringfence.axon.gate;

import io.ringfence.axon.decide.CommandContext;
import io.ringfence.axon.decide.Requester;
import io.ringfence.events.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command with everything that makes it happen once, and that says who and why.
 *
 * @param commandId unique within the requester's account and the source
 * @param source the door, and within it whoever gave the id, such as {@code kafka:/my/tool}
 * @param digest of the content, so that the same id with other content is noticed; 64 characters
 * @param expectedRevision refuse unless the aggregate is at this revision; null where it does not matter
 * @param causationId the id of the event that caused it, or null
 */
public record Submission(
        Command command,
        String commandId,
        String source,
        String digest,
        Requester requester,
        @Nullable Long expectedRevision,
        @Nullable String causationId,
        @Nullable String traceParent) {
    /** What the aggregate is told beside the command, when it decides at this instant (microseconds since 1970). */
    CommandContext at(long micros) {
        return new CommandContext(commandId, requester, micros, expectedRevision, causationId, traceParent);
    }
}
