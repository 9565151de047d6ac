package io.ringfence.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Position;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.Unreadable;
import io.ringfence.events.wire.WireRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows the events, the command results and the hosts' reports on Kafka from the moment it is opened, in the thread
 * that asks it. It belongs to no consumer group and commits nothing.
 */
final class KafkaWatch implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<Revision, Sighting> events = new HashMap<>();
    private final Map<String, WireRecord> results = new HashMap<>();
    private final List<EnforcementReport> reports = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    KafkaWatch(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", "50", "default.api.timeout.ms", "10000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.concat(
                        Topics.EVENTS.stream(), Stream.of(Topics.COMMAND_RESULTS, Topics.ENFORCEMENT_REPORTS))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The result of the command with this id. */
    WireRecord awaitResult(String commandId, Duration bound) {
        return await("the result of command " + commandId, bound, () -> Optional.ofNullable(results.get(commandId)));
    }

    /** The event that made this revision. */
    Envelope awaitEvent(Revision revision, Duration bound) {
        return await("the event " + revision, bound, () -> Optional.ofNullable(events.get(revision)))
                .envelope();
    }

    /** When the last of the hosts reported the revision in force, by that host's own clock. */
    Instant awaitEnforced(Revision revision, Collection<String> hosts, Duration bound) {
        return await(revision + " enforced by " + hosts, bound, () -> enforcedAt(revision, hosts));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Optional<Instant> enforcedAt(Revision revision, Collection<String> hosts) {
        Sighting event = events.get(revision);
        if (event == null) {
            return Optional.empty();
        }
        List<Optional<Instant>> times =
                hosts.stream().map(host -> enforcedAt(event, host)).toList();
        return times.stream().allMatch(Optional::isPresent)
                ? times.stream().flatMap(Optional::stream).max(Instant::compareTo)
                : Optional.empty();
    }

    private Optional<Instant> enforcedAt(Sighting event, String host) {
        return reports.stream()
                .filter(report -> report.host().value().equals(host))
                .filter(report -> report.positions().stream().anyMatch(event::isCoveredBy))
                .map(EnforcementReport::reportedAt)
                .min(Instant::compareTo);
    }

    private <T> T await(String what, Duration bound, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + bound.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(50)).forEach(this::note);
            found = look.get();
        }
        return found.orElseThrow(() -> new DemoFailure("waited " + bound.toSeconds() + " s in vain on Kafka for " + what
                + (unread.isEmpty() ? "" : "; could not read " + unread)));
    }

    /** A record that cannot be read is nobody's: one of ours would be waited for in vain, and that is said. */
    private void note(ConsumerRecord<String, byte[]> message) {
        WireRecord wire = KafkaRecords.wire(message);
        try {
            if (message.topic().equals(Topics.ENFORCEMENT_REPORTS)) {
                reports.add(Json.mapper().readValue(message.value(), new TypeReference<EnforcementReport>() {}));
            } else if (message.topic().equals(Topics.COMMAND_RESULTS)) {
                results.put(wire.headers().getOrDefault(Headers.CORRELATION_ID, ""), wire);
            } else {
                Envelope envelope = EventCodec.decodeEnvelope(wire.headers());
                events.put(
                        envelope.revision(),
                        new Sighting(envelope, message.topic(), message.partition(), message.offset()));
            }
        } catch (IOException | Unreadable unreadable) {
            unread.add(message.topic() + ": " + unreadable.getMessage());
        }
    }

    /** An event and where on Kafka it stands. */
    private record Sighting(Envelope envelope, String topic, int partition, long offset) {

        boolean isCoveredBy(Position position) {
            return position.topic().equals(topic)
                    && position.partition() == partition
                    && position.nextOffset() > offset;
        }
    }
}
