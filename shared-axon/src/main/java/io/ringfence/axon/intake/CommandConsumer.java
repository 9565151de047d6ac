package io.ringfence.axon.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.axon.StopOrder;
import io.ringfence.axon.announce.Results;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.publish.SendingThread;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.wire.CommandCodec;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The service's consumer of its command topic. Shows {@code ringfence.consumer.lag}, the records that are not answered,
 * and {@code ringfence.intake.open}, those of them that are on their way.
 */
@Readiness
@Singleton
@IfBuildProperty(name = "ringfence.intake.enabled", stringValue = "true")
public final class CommandConsumer implements HealthCheck {
    private final CommandThread thread;
    private final MeterRegistry registry;
    private final String topic;

    @Inject
    CommandConsumer(
            CommandCodec codec,
            CommandGate gate,
            SendingThread sink,
            HybridClock clock,
            Results results,
            MeterRegistry registry,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "ringfence.intake.topic") String topic,
            @ConfigProperty(name = "ringfence.intake.group") String group,
            @ConfigProperty(name = "ringfence.intake.member") String member,
            @ConfigProperty(name = "ringfence.intake.open", defaultValue = "2000") int mostOpen) {
        CommandIntake intake = new CommandIntake(
                new CommandEventReader(topic),
                codec,
                gate,
                clock,
                results,
                new DeadLetters(sink),
                new Patience(Duration.ofMillis(100), Duration.ofSeconds(5)));
        Map<String, Object> settings = settings(kafka, group, member);
        this.thread = new CommandThread(() -> consumer(settings), topic, intake::take, mostOpen);
        this.registry = registry;
        this.topic = topic;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, String group, String member) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // A static member: after a kill its successor reads on at once.
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("ringfence.consumer.lag", thread::lag)
                .description("Records in Kafka whose effect is still to come")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("ringfence.intake.open", thread::open)
                .description("Commands from Kafka on their way to an answer")
                .register(registry);
        thread.start();
    }

    void stop(@Observes @Priority(StopOrder.DOORS) ShutdownEvent stopping) {
        thread.close();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("commands").status(thread.isReading()).build();
    }
}
