package io.ringfence.axon.intake;

import io.ringfence.axon.publish.RecordSink;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Answers commands on the results topic: CloudEvents whose key is the command id. A command that comes again is
 * answered again, under the same {@code ce_id}.
 */
final class Results {
    private final RecordSink sink;
    private final HybridClock clock;
    private final String source;

    Results(RecordSink sink, HybridClock clock, String source) {
        this.sink = sink;
        this.clock = clock;
        this.source = source;
    }

    /** Completes when the answer is kept. */
    CompletionStage<Void> send(CommandEvent command, Outcome outcome) {
        return sink.send(
                Topics.COMMAND_RESULTS, new WireRecord(command.id(), headers(command, outcome), body(outcome)));
    }

    private Map<String, String> headers(CommandEvent command, Outcome outcome) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.SPEC_VERSION, "1.0");
        headers.put(Headers.ID, resultId(command));
        headers.put(Headers.TYPE, outcome instanceof Accepted ? Outcome.ACCEPTED_TYPE : Outcome.REJECTED_TYPE);
        headers.put(Headers.SOURCE, source);
        headers.put(Headers.SUBJECT, subject(command, outcome));
        headers.put(Headers.TIME, Micros.format(Micros.toInstant(clock.next())));
        headers.put(Headers.ACCOUNT, command.requester().account().value());
        headers.put(Headers.ACTOR, command.requester().actor());
        headers.put(Headers.CHANNEL, command.requester().channel().text());
        headers.put(Headers.CORRELATION_ID, command.id());
        if (command.traceParent() != null) {
            headers.put(Headers.TRACE_PARENT, command.traceParent());
        }
        headers.put(Headers.CONTENT_TYPE, Headers.JSON);
        return headers;
    }

    /** Two sources may use the same command id, so that alone does not name a result. */
    private static String resultId(CommandEvent command) {
        String name = command.requester().account() + "\n" + command.source() + "\n" + command.id();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String subject(CommandEvent command, Outcome outcome) {
        return outcome instanceof Accepted accepted
                ? accepted.revision().aggregate().id()
                : command.target();
    }

    private static byte[] body(Outcome outcome) {
        return Json.write(outcome instanceof Accepted accepted ? accepted.answer() : ((Rejected) outcome).problem());
    }
}
