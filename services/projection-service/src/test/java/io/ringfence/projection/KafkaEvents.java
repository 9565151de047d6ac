package io.ringfence.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Settled;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes events to the real topics, as the publishers do. */
final class KafkaEvents {
    private KafkaEvents() {}

    static void send(List<EventRecord> events) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", Infrastructure.shared().bootstrapServers(), "acks", "all", "linger.ms", "5");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> acknowledged =
                    events.stream().map(event -> producer.send(record(event))).toList();
            for (Future<RecordMetadata> future : acknowledged) {
                future.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the events were not written", e);
        }
    }

    /** Says of each topic of events, as its publisher would, that it is settled as far as it reaches now. */
    static void saySettled(Instant until) {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", Infrastructure.shared().bootstrapServers());
        try (Admin admin = Admin.create(kafka);
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            for (String topic : Topics.EVENTS) {
                Settled settled = new Settled(topic, id(admin, topic), until, ends(admin, topic));
                producer.send(new ProducerRecord<>(Topics.SETTLED, topic, Json.write(settled)))
                        .get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("it was not said that the topics are settled", e);
        }
    }

    private static String id(Admin admin, String topic) throws InterruptedException, ExecutionException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .topicId()
                .toString();
    }

    private static Map<Integer, Long> ends(Admin admin, String topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            partitions.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<Integer, Long> ends = new HashMap<>();
        admin.listOffsets(partitions).all().get().forEach((of, end) -> ends.put(of.partition(), end.offset()));
        return ends;
    }

    private static ProducerRecord<String, byte[]> record(EventRecord event) {
        WireRecord wire = EventCodec.encode(event);
        List<Header> headers = new ArrayList<>();
        wire.headers().forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(UTF_8))));
        String topic = Topics.of(event.envelope().aggregate().kind());
        return new ProducerRecord<>(topic, null, wire.key(), wire.body(), headers);
    }
}
