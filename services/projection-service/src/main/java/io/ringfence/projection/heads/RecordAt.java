package io.ringfence.projection.heads;

import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.Position;
import io.ringfence.feed.RecordReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the record at one place of Kafka, just as it is. Blocks. */
final class RecordAt {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final String bootstrapServers;

    RecordAt(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The record; empty if there is none within five seconds. */
    Optional<WireRecord> read(Position place) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(LIMIT.toMillis()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(place.topic(), place.partition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LIMIT)) {
                if (record.offset() == place.offset()) {
                    return Optional.of(RecordReader.wire(record));
                }
            }
            return Optional.empty();
        }
    }
}
