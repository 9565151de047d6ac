package io.ringfence.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.events.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The floor of a replay: reads the three topics of events from their beginning and does no more than parse the JSON. */
final class BareConsumer implements Contestant {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final int events;
    private final ObjectMapper json = new ObjectMapper();

    BareConsumer(String bootstrapServers, int events) {
        this.bootstrapServers = bootstrapServers;
        this.events = events;
    }

    @Override
    public String name() {
        return "bare consumer that parses the JSON";
    }

    /** Reads everything, however long that takes; counted from the first records to the last. */
    @Override
    public double perSecond(Duration time) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        "2000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Topics.EVENTS.stream()
                    .flatMap(topic -> IntStream.range(0, Topics.PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(topic, partition)))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int first = parse(consumer.poll(PATIENCE));
            long begun = System.nanoTime();
            int read = first;
            while (read < events) {
                int more = parse(consumer.poll(PATIENCE));
                if (more == 0) {
                    throw new BenchFailure("Kafka gave " + read + " of " + events + " events");
                }
                read += more;
            }
            return (read - first) / ((System.nanoTime() - begun) / 1e9);
        } catch (IOException e) {
            throw new BenchFailure("an event is no JSON", e);
        }
    }

    private int parse(ConsumerRecords<byte[], byte[]> records) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!json.readTree(record.value()).isObject()) {
                throw new BenchFailure("an event is no JSON object");
            }
        }
        return records.count();
    }
}
