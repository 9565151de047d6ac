package io.ringfence.axon.announce;

import io.ringfence.axon.gate.Submission;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one command, with what its sender needs to know it again.
 *
 * @param source the door, and within it whoever gave the id
 * @param target the id that the command was sent to; empty where it had none
 * @param commandType the name of its record, such as {@code AuthorizeRules}, or null where that is not known
 * @param at microseconds since 1970
 */
public record Result(
        AccountId account,
        String source,
        String commandId,
        String actor,
        Channel channel,
        String target,
        @Nullable String commandType,
        @Nullable String traceParent,
        Outcome outcome,
        long at) {
    /** What became of a submission, when the ledger does not say it. */
    public static Result of(Submission submission, Outcome outcome, long at) {
        return new Result(
                submission.requester().account(),
                submission.source(),
                submission.commandId(),
                submission.requester().actor(),
                submission.requester().channel(),
                submission.command().target().id(),
                submission.command().getClass().getSimpleName(),
                submission.traceParent(),
                outcome,
                at);
    }

    /**
     * The CloudEvent that says so, whose key is the command id.
     *
     * @param service whose decision it is, such as {@code /ringfence/rule-service}
     */
    WireRecord record(String service) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.SPEC_VERSION, "1.0");
        headers.put(Headers.ID, id());
        headers.put(Headers.TYPE, outcome instanceof Accepted ? Outcome.ACCEPTED_TYPE : Outcome.REJECTED_TYPE);
        headers.put(Headers.SOURCE, service);
        headers.put(Headers.SUBJECT, subject());
        headers.put(Headers.TIME, Micros.format(Micros.toInstant(at)));
        headers.put(Headers.ACCOUNT, account.value());
        headers.put(Headers.ACTOR, actor);
        headers.put(Headers.CHANNEL, channel.text());
        headers.put(Headers.CORRELATION_ID, commandId);
        putIfPresent(headers, Headers.COMMAND_TYPE, commandType);
        putIfPresent(headers, Headers.TRACE_PARENT, traceParent);
        headers.put(Headers.CONTENT_TYPE, Headers.JSON);
        return new WireRecord(commandId, headers, body());
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** The same whenever the same command is answered. Two sources may use the same command id, so that alone is none. */
    private String id() {
        String name = account + "\n" + source + "\n" + commandId;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private String subject() {
        return outcome instanceof Accepted accepted
                ? accepted.revision().aggregate().id()
                : target;
    }

    private byte[] body() {
        return Json.write(outcome instanceof Accepted accepted ? accepted.answer() : ((Rejected) outcome).problem());
    }
}
