package io.ringfence.testing.infrastructure;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics as a service's neighbours use them: publishes what they would, and reads what the service did. For one thread. */
public final class EventTopics implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, TopicReader> readers = new HashMap<>();

    public EventTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Sends a record and waits until Kafka has it. */
    public void send(String topic, WireRecord record) {
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(topic, record.key(), record.body());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(sent).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Kafka did not take a record for " + topic, e);
        }
    }

    /** Publishes an event as this revision of its aggregate, of the default account; the envelope it went out with. */
    public Envelope publish(DomainEvent event, long revision) {
        Envelope envelope = new Envelope(
                UUID.randomUUID().toString(),
                EventType.of(event),
                "/ringfence/neighbour",
                event.aggregate(),
                revision,
                Instant.now(),
                AccountId.DEFAULT,
                "somebody",
                Channel.REST,
                UUID.randomUUID().toString(),
                null,
                null);
        publish(envelope, event);
        return envelope;
    }

    /** Publishes an event in this envelope: again, where it went out before. */
    public void publish(Envelope envelope, DomainEvent event) {
        send(Topics.of(envelope.aggregate().kind()), EventCodec.encode(new EventRecord(envelope, event)));
    }

    /** Publishes a new BASIC group of the default account and VPC, which no other test knows. */
    public SecurityGroupId newGroup() {
        String random = UUID.randomUUID().toString().replace("-", "");
        SecurityGroupId id = new SecurityGroupId("sg-" + random.substring(0, 17));
        publish(
                new SecurityGroupCreated(
                        id,
                        AccountId.DEFAULT,
                        "a group",
                        "",
                        SecurityGroupType.BASIC,
                        VpcId.DEFAULT,
                        RegionId.DEFAULT,
                        InnerAccessPolicy.ACCEPT,
                        Map.of(),
                        true),
                1);
        return id;
    }

    /** The event that made this revision; fails after a minute. */
    public EventRecord await(AggregateRef aggregate, long revision) {
        TopicReader reader =
                readers.computeIfAbsent(Topics.of(aggregate.kind()), topic -> new TopicReader(bootstrapServers, topic));
        ConsumerRecord<byte[], byte[]> found = reader.await(1, record -> isRevision(record, aggregate, revision))
                .get(0);
        try {
            Map<String, String> headers = new HashMap<>();
            found.headers().forEach(header -> headers.put(header.key(), text(header)));
            return EventCodec.decode(new WireRecord(aggregate.id(), headers, found.value()));
        } catch (Unreadable e) {
            throw new AssertionError("an event cannot be read", e);
        }
    }

    private static boolean isRevision(ConsumerRecord<byte[], byte[]> record, AggregateRef aggregate, long revision) {
        Header kind = record.headers().lastHeader(Headers.AGGREGATE_TYPE);
        Header subject = record.headers().lastHeader(Headers.SUBJECT);
        Header sequence = record.headers().lastHeader(Headers.SEQUENCE);
        return kind != null
                && subject != null
                && sequence != null
                && text(kind).equals(aggregate.kind().text())
                && text(subject).equals(aggregate.id())
                && text(sequence).equals(Long.toString(revision));
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        readers.values().forEach(TopicReader::close);
    }
}
