package io.ringfence.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A floor of enforcement: one record of 370 bytes from a producer with acks=all to a consumer that waits for it. */
final class KafkaRoundTrip implements AutoCloseable {
    private static final TopicPartition PLACE = new TopicPartition("ringfence.bench.round-trip", 0);
    private static final byte[] BODY = new byte[370];

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final BlockingQueue<Long> arrivals = new ArrayBlockingQueue<>(10);
    private final Thread thread;

    KafkaRoundTrip(String bootstrapServers) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        create(kafka);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(PLACE));
        consumer.seekToEnd(List.of(PLACE));
        consumer.position(PLACE);
        this.thread = new Thread(this::follow, "kafka-round-trip");
        this.thread.start();
    }

    private static void create(Map<String, Object> kafka) {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(PLACE.topic(), 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new BenchFailure("topic " + PLACE.topic() + " could not be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    /** Sends one record; answers the nanoseconds until it had arrived. */
    long timed() {
        try {
            long begun = System.nanoTime();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(PLACE.topic(), BODY));
            Long arrived = arrivals.poll(30, TimeUnit.SECONDS);
            sent.get();
            if (arrived == null) {
                throw new BenchFailure("a record did not come back within 30 s");
            }
            return arrived - begun;
        } catch (ExecutionException e) {
            throw new BenchFailure("Kafka did not take a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private void follow() {
        try {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> arrivals.add(System.nanoTime()));
            }
        } catch (WakeupException closed) {
            consumer.close();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        producer.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
