package io.ringfence.feed;

import org.apache.kafka.common.TopicPartition;

/**
 * A place in one partition: everything before {@code offset} is behind it. Of a record, its own place.
 *
 * @param topicId Kafka's id of the topic: a re-created topic has another one, and the offsets of the old mean nothing
 * @param offset from 0
 */
public record Position(String topic, String topicId, int partition, long offset) {
    /** The partition, whichever topic of that name it belongs to. */
    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    /** The same partition at another offset. */
    public Position at(long otherOffset) {
        return new Position(topic, topicId, partition, otherOffset);
    }
}
