package io.ringfence.projection.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome;
import io.ringfence.projection.rows.HistoryRow;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as the results' topic tells of it.
 *
 * @param id the same however often the same command is answered
 * @param at microseconds since 1970
 * @param target the id that the command was sent to; empty where it had none
 * @param commandType absent where the door did not come so far as to know it
 * @param problem as JSON
 */
record RefusedCommand(
        String id,
        AccountId account,
        long at,
        String target,
        String actor,
        Channel channel,
        @Nullable String commandType,
        String commandId,
        String problem) {
    private static final String GROUP = "sg-";
    private static final String INSTANCE_COMMAND = "Instance";

    /** Whether a result is a refusal; anything else is in the history by its event, or changed nothing. */
    static boolean isOne(ConsumerRecord<byte[], byte[]> result) {
        return Outcome.REJECTED_TYPE.equals(header(result, Headers.TYPE));
    }

    /**
     * Reads a refusal.
     *
     * @throws IllegalArgumentException if it is not one that could be shown
     */
    static RefusedCommand of(ConsumerRecord<byte[], byte[]> result) {
        String problem = new String(result.value(), UTF_8);
        problem(problem);
        return new RefusedCommand(
                required(result, Headers.ID),
                new AccountId(required(result, Headers.ACCOUNT)),
                Micros.of(Micros.parse(required(result, Headers.TIME))),
                required(result, Headers.SUBJECT),
                required(result, Headers.ACTOR),
                Channel.parse(required(result, Headers.CHANNEL)),
                header(result, Headers.COMMAND_TYPE),
                required(result, Headers.CORRELATION_ID),
                problem);
    }

    static Problem problem(String json) {
        try {
            return Json.mapper().readValue(json, Problem.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a problem: " + json, e);
        }
    }

    private static String required(ConsumerRecord<byte[], byte[]> result, String name) {
        String value = header(result, name);
        if (value == null) {
            throw new IllegalArgumentException("the header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> result, String name) {
        Header header = result.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    /** Sorts among the events by its time. */
    String place() {
        return HistoryRow.place(at) + "/refused/" + id;
    }

    @Nullable
    String securityGroupId() {
        return target.startsWith(GROUP) ? target : null;
    }

    @Nullable
    String instanceId() {
        return commandType != null && commandType.endsWith(INSTANCE_COMMAND) && !target.isEmpty() ? target : null;
    }
}
