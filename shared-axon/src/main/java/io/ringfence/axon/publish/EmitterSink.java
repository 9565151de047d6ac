package io.ringfence.axon.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * The service's one idempotent producer; each record names its own topic. Counts {@code ringfence.records.sent}, by
 * topic and by whether Kafka acknowledged.
 */
@Singleton
public final class EmitterSink implements RecordSink {
    private final MutinyEmitter<byte[]> emitter;
    private final MeterRegistry registry;

    @Inject
    EmitterSink(
            @Channel("records") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter,
            MeterRegistry registry) {
        this.emitter = emitter;
        this.registry = registry;
    }

    @Override
    public CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
        OutgoingKafkaRecordMetadata<byte[]> metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(record.topic())
                .withKey(record.key())
                .withHeaders(record.headers())
                .build();
        return emitter.sendMessage(Message.of(record.value()).addMetadata(metadata))
                .subscribeAsCompletionStage()
                .whenComplete((done, failure) -> count(record.topic(), failure == null));
    }

    private void count(String topic, boolean acknowledged) {
        Counter.builder("ringfence.records.sent")
                .description("Records that Kafka acknowledged, or did not in time")
                .tag("topic", topic)
                .tag("acknowledged", Boolean.toString(acknowledged))
                .register(registry)
                .increment();
    }
}
