package io.ringfence.axon.settle;

import io.ringfence.events.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where a topic ends. Blocks, at most ten seconds a question; a failure is a Kafka exception. */
final class TopicEnds implements AutoCloseable {
    private static final int ANSWER_WITHIN_S = 10;

    private final Admin admin;
    private final String topic;

    /** @param kafka how Kafka is reached */
    TopicEnds(Map<String, Object> kafka, String topic) {
        this.admin = Admin.create(kafka);
        this.topic = topic;
    }

    /** The topic's id, another one each time it is made. */
    String id() {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .iterator()
                .next()
                .topicId()
                .toString();
    }

    /** The next offset of each partition. */
    Map<Integer, Long> offsets() {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                answer(admin.listOffsets(wanted).all());
        Map<Integer, Long> offsets = new HashMap<>();
        ends.forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
        return offsets;
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(ANSWER_WITHIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka did not answer within " + ANSWER_WITHIN_S + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
