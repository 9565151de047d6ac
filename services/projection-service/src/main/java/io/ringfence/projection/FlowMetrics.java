package io.ringfence.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ringfence.feed.FeedStatus;
import io.ringfence.projection.consume.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The flow in numbers: {@code ringfence_projection_*}. */
@ApplicationScoped
public class FlowMetrics {
    private final MeterRegistry registry;
    private final Counter applied;
    private final Counter duplicate;
    private final Counter held;
    private final Counter unreadable;
    private final Timer batch;

    @Inject
    public FlowMetrics(MeterRegistry registry) {
        this.registry = registry;
        applied = events("applied");
        duplicate = events("duplicate");
        held = events("held");
        unreadable = events("unreadable");
        batch = Timer.builder("ringfence.projection.batch")
                .description("From a batch at hand to its commit")
                .register(registry);
    }

    private Counter events(String result) {
        return Counter.builder("ringfence.projection.events")
                .description("Records consumed, by what became of them")
                .tag("result", result)
                .register(registry);
    }

    void stored(Tally tally, Duration took) {
        applied.increment(tally.applied());
        duplicate.increment(tally.duplicate());
        held.increment(tally.held());
        unreadable.increment(tally.unreadable());
        batch.record(took);
    }

    /** Shows the feed's lag; not a number while it is unknown. */
    void showLag(Supplier<Optional<FeedStatus>> status) {
        Gauge.builder("ringfence.projection.lag", () -> lag(status.get()))
                .description("Records in Kafka that have not been projected")
                .register(registry);
    }

    private static double lag(Optional<FeedStatus> status) {
        OptionalLong lag = status.map(FeedStatus::lag).orElse(OptionalLong.empty());
        return lag.isPresent() ? lag.getAsLong() : Double.NaN;
    }
}
