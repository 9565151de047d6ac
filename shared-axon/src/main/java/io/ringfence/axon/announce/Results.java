package io.ringfence.axon.announce;

import io.ringfence.axon.publish.RecordSink;
import io.ringfence.events.wire.Topics;
import java.util.concurrent.CompletionStage;

/** Sends results to the results topic. A command that comes again is answered again, under the same {@code ce_id}. */
public final class Results {
    private final RecordSink sink;
    private final String service;

    /**
     * @param service whose decisions they are, such as {@code /ringfence/rule-service}
     */
    public Results(RecordSink sink, String service) {
        this.sink = sink;
        this.service = service;
    }

    /** Completes when the result is kept. */
    public CompletionStage<Void> send(Result result) {
        return sink.send(Topics.COMMAND_RESULTS, result.record(service));
    }
}
