package io.ringfence.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.FeedStatus;
import io.ringfence.feed.KafkaEventFeed;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.projection.query.AtLeast;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Runs the flow from the start of the process to its end. */
@ApplicationScoped
public class ProjectionProcess {
    /** A view may be so much behind when much happens, for transactions that are worth their cost. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private final ProjectionSettings settings;
    private final String bootstrapServers;
    private final RowStore store;
    private final AtLeast atLeast;
    private final FlowMetrics metrics;
    private volatile @Nullable ProjectionFlow flow;

    @Inject
    public ProjectionProcess(
            ProjectionSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            RowStore store,
            AtLeast atLeast,
            FlowMetrics metrics) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.store = store;
        this.atLeast = atLeast;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        if (settings.follow()) {
            FeedSettings feed = FeedSettings.of(bootstrapServers, "projection-service", Set.copyOf(Topics.EVENTS))
                    .withMaxRecords(settings.batchSize())
                    .withGather(GATHER);
            flow = ProjectionFlow.start(KafkaEventFeed.source(feed), store, (effect, took) -> {
                metrics.stored(effect.tally(), took);
                atLeast.reached(effect.reached());
            });
            metrics.showLag(this::status);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        ProjectionFlow running = flow;
        if (running != null) {
            running.close();
        }
    }

    /** The flow's status; empty in a process that does not follow the events. */
    public Optional<FeedStatus> status() {
        return Optional.ofNullable(flow).map(ProjectionFlow::status);
    }
}
