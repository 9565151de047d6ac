package io.ringfence.axon.gate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.concurrent.TimeUnit;

/** Counts what becomes of commands and how long that takes: {@code ringfence.commands}, by channel and outcome. */
public final class OutcomeMeter {
    private static final String NAME = "ringfence.commands";

    private final MeterRegistry registry;

    public OutcomeMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One command is answered, that many nanoseconds after it was submitted. */
    void answered(Submission submission, Outcome outcome, long nanos) {
        Timer.builder(NAME)
                .description("Commands from submission to outcome, waiting included")
                .tag("channel", submission.requester().channel().text())
                .tag("outcome", name(outcome))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String name(Outcome outcome) {
        return outcome instanceof Accepted
                ? "ACCEPTED"
                : ((Rejected) outcome).problem().code().name();
    }
}
