package io.ringfence.axon.intake;

import io.quarkus.arc.properties.IfBuildProperty;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Patience;
import io.ringfence.axon.publish.RecordSink;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.wire.CommandCodec;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The service's consumer of its command topic; the framework commits a batch when its stage completes. */
@Singleton
@IfBuildProperty(name = "ringfence.intake.enabled", stringValue = "true")
public final class CommandConsumer {
    private final CommandIntake intake;

    @Inject
    CommandConsumer(
            CommandCodec codec,
            CommandGate gate,
            RecordSink sink,
            HybridClock clock,
            @ConfigProperty(name = "ringfence.intake.topic") String topic,
            @ConfigProperty(name = "ringfence.source") String source) {
        this.intake = new CommandIntake(
                new CommandEventReader(topic),
                codec,
                gate,
                new Results(sink, clock, source),
                new DeadLetters(sink),
                new Patience(Duration.ofMillis(100), Duration.ofSeconds(5)));
    }

    @Incoming("commands")
    CompletionStage<Void> consume(ConsumerRecords<byte[], byte[]> batch) {
        return intake.take(batch);
    }
}
