package io.ringfence.axon.gate;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Outcome.Accepted;
import io.ringfence.events.wire.Outcome.Pending;
import io.ringfence.events.wire.Outcome.Rejected;
import java.util.concurrent.TimeUnit;

/**
 * Counts what becomes of commands and how long that takes: {@code ringfence.commands}, by channel and outcome; and how
 * many share a transaction: {@code ringfence.commands.batch}.
 */
public final class OutcomeMeter {
    private static final String NAME = "ringfence.commands";

    private final MeterRegistry registry;
    private final DistributionSummary batches;

    public OutcomeMeter(MeterRegistry registry) {
        this.registry = registry;
        this.batches = DistributionSummary.builder("ringfence.commands.batch")
                .description("Commands decided in one transaction")
                .register(registry);
    }

    /** One command is answered, that many nanoseconds after it was submitted. */
    void answered(Submission submission, Outcome outcome, long nanos) {
        Timer.builder(NAME)
                .description("Commands from submission to outcome, waiting included")
                .tag("channel", submission.requester().channel().text())
                .tag("outcome", outcome.accept(NAME_OF))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** So many commands were decided in one transaction. */
    void decided(int commands) {
        batches.record(commands);
    }

    private static final Outcome.Visitor<String> NAME_OF = new Outcome.Visitor<>() {
        @Override
        public String on(Accepted accepted) {
            return "ACCEPTED";
        }

        @Override
        public String on(Rejected rejected) {
            return rejected.problem().code().name();
        }

        @Override
        public String on(Pending pending) {
            return "PENDING";
        }
    };
}
