package io.ringfence.axon.react;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.KafkaEventFeed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The wiring of a service that follows groups: Kafka's feed, this service's rows, its reaction, its gate. */
@Readiness
@Singleton
@IfBuildProperty(name = "ringfence.groups.follow", stringValue = "true")
public final class GroupFollowing implements HealthCheck {
    private final FollowerThread thread;

    @Inject
    GroupFollowing(
            JdbcTransactions transactions,
            GroupReaction reaction,
            CommandGate gate,
            HybridClock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "ringfence.source") String source) {
        Patience patience = new Patience(Duration.ofMillis(100), Duration.ofSeconds(5));
        FeedPositions positions = new FeedPositions(transactions);
        GroupFollower follower =
                new GroupFollower(transactions, reaction, new Reactions(gate, patience, source), positions, clock);
        FeedSettings settings = FeedSettings.of(bootstrapServers, source + "/groups", Set.of(Topics.GROUP_EVENTS));
        this.thread = new FollowerThread(KafkaEventFeed.source(settings), positions, follower);
    }

    @Produces
    @Singleton
    static KnownGroups groups(JdbcTransactions transactions) {
        return new KnownGroupRows(transactions);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        thread.close();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("group events")
                .status(thread.isFollowing())
                .build();
    }
}
