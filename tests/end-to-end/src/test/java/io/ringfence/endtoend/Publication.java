package io.ringfence.endtoend;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts events on their topics as the services' publishers do, many of them on the way at a time; each key in its order. */
final class Publication {
    private Publication() {}

    /** Returns how many records Kafka holds now that it has acknowledged all of them. */
    static long send(String bootstrapServers, List<EventRecord> events) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            events.forEach(event -> sent.add(producer.send(record(event))));
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
            return sent.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take an event", e);
        }
    }

    private static ProducerRecord<String, byte[]> record(EventRecord event) {
        WireRecord wire = EventCodec.encode(event);
        String topic = Topics.of(event.envelope().aggregate().kind());
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, wire.key(), wire.body());
        wire.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
