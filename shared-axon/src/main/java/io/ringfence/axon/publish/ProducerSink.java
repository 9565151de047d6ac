package io.ringfence.axon.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The service's one idempotent producer; each record names its own topic. What it has taken it sends until Kafka
 * acknowledges, however long Kafka is away, as a record that was given up in the middle would let those behind it
 * overtake. Counts {@code ringfence.records.sent}, by topic and by whether Kafka acknowledged.
 */
public final class ProducerSink implements RecordSink, AutoCloseable {
    /** A dead letter may be what was too large for a command. */
    private static final int LARGEST_REQUEST = 8 * 1024 * 1024;

    private static final Duration END_WITHIN = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final MeterRegistry registry;
    private final Map<String, Counter> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Counter> failed = new ConcurrentHashMap<>();

    /** @param kafka how Kafka is reached */
    public ProducerSink(Map<String, Object> kafka, MeterRegistry registry) {
        this.producer = new KafkaProducer<>(settings(kafka), new ByteArraySerializer(), new ByteArraySerializer());
        this.registry = registry;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        return settings;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
    public CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        producer.send(record, (place, failure) -> {
            if (failure == null) {
                acknowledged
                        .computeIfAbsent(record.topic(), topic -> counter(topic, true))
                        .increment();
                sent.complete(null);
            } else {
                failed.computeIfAbsent(record.topic(), topic -> counter(topic, false))
                        .increment();
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    private Counter counter(String topic, boolean acknowledged) {
        return Counter.builder("ringfence.records.sent")
                .description("Records that Kafka acknowledged, or would not take")
                .tag("topic", topic)
                .tag("acknowledged", Boolean.toString(acknowledged))
                .register(registry);
    }

    /** Gives what is on its way two seconds. */
    @Override
    public void close() {
        producer.close(END_WITHIN);
    }
}
