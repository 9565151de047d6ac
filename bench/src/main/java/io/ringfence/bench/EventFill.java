package io.ringfence.bench;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Puts events on their topics as the services' publishers do: same key, headers and body, each key in its order. */
final class EventFill {
    private static final int SHOWN_EVERY = 100_000;

    private EventFill() {}

    /** Puts so many events of a week into Kafka and returns when it has acknowledged all of them. */
    static void fill(String bootstrapServers, WeekOfEvents week, int events) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5", "batch.size", "131072"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int sent = 0; sent < events; sent++) {
                if (sent % SHOWN_EVERY == 0) {
                    System.out.printf("    %,d of %,d events are in Kafka%n", sent, events);
                }
                send(producer, week.next(), failure);
            }
        }
        if (failure.get() != null) {
            throw new BenchFailure("Kafka did not take an event", failure.get());
        }
        System.out.printf("    %,d events are in Kafka%n", events);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
    private static void send(
            KafkaProducer<String, byte[]> producer, EventRecord event, AtomicReference<@Nullable Exception> failure) {
        WireRecord wire = EventCodec.encode(event);
        String topic = Topics.of(event.envelope().aggregate().kind());
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, wire.key(), wire.body());
        wire.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record, (place, failed) -> {
            if (failed != null) {
                failure.set(failed);
            }
        });
    }
}
