package io.ringfence.rule;

import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics as a stranger sees them: sends records, and reads each topic from its beginning until it has what it wants. */
final class KafkaRecords implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    KafkaRecords(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Sends a record and waits until Kafka has it. */
    void send(String topic, WireRecord record) {
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(topic, record.key(), record.body());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(sent).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a record for " + topic, e);
        }
    }

    /** The first record of the topic that is wanted; fails after 30 s. */
    WireRecord await(String topic, String what, Predicate<WireRecord> wanted) {
        return await(topic, what, wanted, 1).get(0);
    }

    /** The first {@code count} records of the topic that are wanted, each partition's in order; fails after 30 s. */
    List<WireRecord> await(String topic, String what, Predicate<WireRecord> wanted, int count) {
        List<WireRecord> found = new ArrayList<>();
        long deadline = System.nanoTime() + BOUND.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = fromTheBeginning(topic)) {
            while (found.size() < count) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("not within " + BOUND.toSeconds() + " s on " + topic + ": " + what);
                }
                consumer.poll(POLL).forEach(record -> {
                    WireRecord read = wireRecord(record);
                    if (wanted.test(read)) {
                        found.add(read);
                    }
                });
            }
        }
        return found;
    }

    /** Every record of the topic that is there now and wanted. */
    List<WireRecord> all(String topic, Predicate<WireRecord> wanted) {
        List<WireRecord> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = fromTheBeginning(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> found.add(wireRecord(record)));
            }
        }
        return found.stream().filter(wanted).toList();
    }

    private KafkaConsumer<String, byte[]> fromTheBeginning(String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    private static WireRecord wireRecord(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new WireRecord(record.key() == null ? "" : record.key(), headers, record.value());
    }

    /** Whether a record answers or follows from the command with this id. */
    static Predicate<WireRecord> correlatedTo(String commandId) {
        return record -> commandId.equals(record.headers().get(Headers.CORRELATION_ID));
    }

    @Override
    public void close() {
        producer.close();
    }
}
