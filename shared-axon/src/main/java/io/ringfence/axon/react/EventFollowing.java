package io.ringfence.axon.react;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.axon.StopOrder;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.KafkaEventFeed;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The wiring of a service that follows the events of others: Kafka's feed, its own rows, its reaction, its gate. */
@Readiness
@Singleton
public final class EventFollowing implements HealthCheck {
    /** Most of a busy topic is passed over, which costs less in larger pieces. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private final FollowerThread thread;

    @Inject
    EventFollowing(
            JdbcTransactions transactions,
            Reaction reaction,
            CommandGate gate,
            HybridClock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "ringfence.source") String source) {
        Patience patience = new Patience(Duration.ofMillis(100), Duration.ofSeconds(5));
        FeedPositions positions = new FeedPositions(transactions);
        EventFollower follower = new EventFollower(
                transactions,
                learning(reaction, transactions),
                reaction,
                new Reactions(gate, patience, source),
                positions,
                clock,
                gate::heard);
        this.thread = new FollowerThread(
                KafkaEventFeed.source(feed(reaction, bootstrapServers, source)), positions, follower);
    }

    private static Learning learning(Reaction reaction, JdbcTransactions transactions) {
        boolean ofGroups = reaction.wanted().stream().anyMatch(type -> type.kind() == AggregateKind.GROUP);
        return ofGroups ? new GroupLearning(new KnownGroupRows(transactions)) : Learning.NOTHING;
    }

    private static FeedSettings feed(Reaction reaction, String bootstrapServers, String source) {
        Set<String> topics =
                reaction.wanted().stream().map(EventType::kind).map(Topics::of).collect(Collectors.toUnmodifiableSet());
        return FeedSettings.of(bootstrapServers, source + "/following", topics)
                .withTypes(reaction.wanted())
                .withGather(GATHER);
    }

    @Produces
    @Singleton
    static KnownGroups groups(JdbcTransactions transactions) {
        return new KnownGroupRows(transactions);
    }

    void start(@Observes StartupEvent started, MeterRegistry registry) {
        Gauge.builder("ringfence.following.lag", thread::lag)
                .description("Events of other services in Kafka of which this one has not heard")
                .register(registry);
        thread.start();
    }

    void stop(@Observes @Priority(StopOrder.DOORS) ShutdownEvent stopping) throws InterruptedException {
        thread.close();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("events of others")
                .status(thread.isFollowing())
                .build();
    }
}
