package io.ringfence.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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

    private static ProducerRecord<String, byte[]> record(EventRecord event) {
        WireRecord wire = EventCodec.encode(event);
        List<Header> headers = new ArrayList<>();
        wire.headers().forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(UTF_8))));
        String topic = Topics.of(event.envelope().aggregate().kind());
        return new ProducerRecord<>(topic, null, wire.key(), wire.body(), headers);
    }
}
