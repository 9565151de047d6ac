package io.ringfence.instance;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.FeedRecord.Decoded;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.KafkaEventFeed;
import io.ringfence.feed.Positions;
import io.ringfence.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends records as others would, and reads this service's events as others do. For one thread. */
final class KafkaTopics implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaProducer<String, byte[]> producer;
    private final EventFeed feed;
    private final List<EventRecord> read = new ArrayList<>();

    KafkaTopics(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer());
        this.feed = KafkaEventFeed.source(
                        FeedSettings.of(bootstrapServers, "instance-test", Set.of(Topics.INSTANCE_EVENTS)))
                .open(Positions.EMPTY);
    }

    /** Sends a record and waits until Kafka has it. */
    void send(String topic, WireRecord record) {
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(topic, record.key(), record.body());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(sent).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Kafka did not take a record for " + topic, e);
        }
    }

    /** The event that made this revision of an instance or a membership; fails after 30 s. */
    EventRecord await(AggregateRef aggregate, long revision) {
        List<EventRecord> found = new ArrayList<>();
        Waiting.until(BOUND, aggregate + "@" + revision + " is published", () -> {
            feed.poll(POLL).records().forEach(this::keep);
            read.stream()
                    .filter(record -> isRevision(record.envelope(), aggregate, revision))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private void keep(FeedRecord record) {
        if (record instanceof Decoded decoded) {
            read.add(decoded.record());
        }
    }

    private static boolean isRevision(Envelope envelope, AggregateRef aggregate, long revision) {
        return envelope.aggregate().equals(aggregate) && envelope.sequence() == revision;
    }

    @Override
    public void close() {
        producer.close();
        feed.close();
    }
}
