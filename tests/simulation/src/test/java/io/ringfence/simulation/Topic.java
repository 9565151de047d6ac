package io.ringfence.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic of Kafka: records of one key stay in order, and are never lost. */
final class Topic {
    static final int PARTITIONS = 3;

    private final String name;
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions = Stream.generate(
                    () -> (List<ConsumerRecord<byte[], byte[]>>) new ArrayList<ConsumerRecord<byte[], byte[]>>())
            .limit(PARTITIONS)
            .toList();

    Topic(String name) {
        this.name = name;
    }

    void append(ProducerRecord<byte[], byte[]> sent) {
        int partition = Math.floorMod(Arrays.hashCode(sent.key()), PARTITIONS);
        List<ConsumerRecord<byte[], byte[]>> records = partitions.get(partition);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(name, partition, records.size(), sent.key(), sent.value());
        sent.headers().forEach(header -> record.headers().add(header));
        records.add(record);
    }

    List<ConsumerRecord<byte[], byte[]>> partition(int partition) {
        return partitions.get(partition);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
