package io.ringfence.demo;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads an event topic again from an instant to its present end: the same facts, as often as one likes. */
final class History {

    private static final Duration BOUND = Duration.ofSeconds(15);

    private History() {}

    /** The events with this key since the instant, in their order. */
    static List<EventRecord> read(String bootstrap, String topic, String key, Instant since) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            seek(consumer, partitions, since);
            List<EventRecord> found = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + BOUND.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new DemoFailure("could not read " + topic + " to its end in " + BOUND.toSeconds() + " s");
                }
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    if (key.equals(message.key())) {
                        found.add(EventCodec.decode(KafkaRecords.wire(message)));
                    }
                }
            }
            return found;
        } catch (Unreadable e) {
            throw new DemoFailure("cannot read the history of " + key + ": " + e.getMessage(), e);
        }
    }

    private static void seek(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = offsets.get(partition);
            if (offset == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        }
    }
}
