package io.ringfence.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.WireRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of a test's own on a real broker, and what others do to it. Deleted in the end. */
final class TestTopic implements AutoCloseable {
    private static final int WITHIN_S = 30;

    final String name = "feed-test-" + UUID.randomUUID();
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;

    TestTopic(String bootstrapServers) {
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
        producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    TestTopic create(int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                .all()
                .get(WITHIN_S, TimeUnit.SECONDS);
        return this;
    }

    /** Deletes and makes the topic again; the broker may need a moment between the two. */
    void recreate(int partitions) throws Exception {
        delete();
        long deadline = System.nanoTime() + Duration.ofSeconds(WITHIN_S).toNanos();
        while (true) {
            try {
                create(partitions);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
        }
    }

    void delete() throws Exception {
        admin.deleteTopics(List.of(name)).all().get(WITHIN_S, TimeUnit.SECONDS);
    }

    /** Removes what stands before this offset in partition 0. */
    void deleteBefore(long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get(WITHIN_S, TimeUnit.SECONDS);
    }

    void send(EventRecord event) throws Exception {
        send(EventCodec.encode(event));
    }

    void send(WireRecord record) throws Exception {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach((header, value) -> headers.add(new RecordHeader(header, value.getBytes(UTF_8))));
        producer.send(new ProducerRecord<>(name, null, record.key(), record.body(), headers))
                .get(WITHIN_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        admin.deleteTopics(List.of(name));
        admin.close(Duration.ofSeconds(2));
        producer.close(Duration.ofSeconds(2));
    }
}
