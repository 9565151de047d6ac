package io.ringfence.projection;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.FeedStatus;
import io.ringfence.feed.KafkaEventFeed;
import io.ringfence.projection.changes.LiveChanges;
import io.ringfence.projection.changes.Propagation;
import io.ringfence.projection.consume.BatchPipeline.Effect;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.projection.query.AtLeast;
import io.ringfence.projection.rows.HistoryRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Runs the flow from the start of the process to its end. */
@ApplicationScoped
public class ProjectionProcess {
    /** A view may be so much behind when much happens, for transactions that are worth their cost. */
    private static final Duration GATHER = Duration.ofMillis(100);

    private final ProjectionSettings settings;
    private final String bootstrapServers;
    private final RowStore store;
    private final AtLeast atLeast;
    private final FlowMetrics metrics;
    private final LiveChanges live;
    private final Propagation propagation;
    private volatile @Nullable ProjectionFlow flow;

    @Inject
    public ProjectionProcess(
            ProjectionSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            RowStore store,
            AtLeast atLeast,
            FlowMetrics metrics,
            LiveChanges live,
            Propagation propagation) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.store = store;
        this.atLeast = atLeast;
        this.metrics = metrics;
        this.live = live;
        this.propagation = propagation;
    }

    void start(@Observes StartupEvent event) {
        if (settings.follow()) {
            FeedSettings feed = FeedSettings.of(bootstrapServers, "projection-service", Set.copyOf(Topics.EVENTS))
                    .withMaxRecords(settings.batchSize())
                    .withGather(GATHER);
            flow = ProjectionFlow.start(KafkaEventFeed.source(feed), store, new Told());
            metrics.showLag(this::status);
        }
    }

    /** Whom the flow tells of its batches. */
    private final class Told implements BatchListener {
        @Override
        public void decided(List<HistoryRow> changes) {
            live.decided(changes);
        }

        @Override
        public void stored(Effect effect, Duration took) {
            metrics.stored(effect.tally(), took);
            propagation.projected(effect.changes());
            atLeast.reached(effect.reached());
            live.projected(effect.changes());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        ProjectionFlow running = flow;
        if (running != null) {
            running.close();
        }
    }

    /**
     * Has some work done while no batch is under way, and the flow begin again from the positions that are stored then.
     * Blocks until it is done.
     *
     * @throws Refusal if this process does not follow the events
     */
    public void between(Runnable work) {
        ProjectionFlow running = flow;
        if (running == null) {
            throw Problem.of(
                            ProblemCode.NOT_SUPPORTED, "This process does not follow the events: ask the one that does")
                    .refusal();
        }
        try {
            running.between(work)
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The flow's status; empty in a process that does not follow the events. */
    public Optional<FeedStatus> status() {
        return Optional.ofNullable(flow).map(ProjectionFlow::status);
    }
}
