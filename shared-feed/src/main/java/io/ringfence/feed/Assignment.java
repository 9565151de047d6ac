package io.ringfence.feed;

import io.ringfence.feed.FeedNotice.TopicRestarted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Which partitions the feed reads, and where it is in each. For the polling thread. */
final class Assignment {
    private final Map<TopicPartition, Position> places = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<TopicPartition> sought = new HashSet<>();
    private final Positions start;

    Assignment(Positions start) {
        this.start = start;
        start.all().forEach(position -> ids.put(position.topic(), position.topicId()));
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Takes up topics as they are found; those with another id than the one known begin anew. */
    List<FeedNotice> follow(Map<String, TopicWatch.Found> topics) {
        List<FeedNotice> restarts = new ArrayList<>();
        topics.forEach((topic, found) -> {
            String known = ids.put(topic, found.id());
            if (known != null && !known.equals(found.id())) {
                restarts.add(new TopicRestarted(topic, known, found.id()));
                places.keySet().removeIf(partition -> partition.topic().equals(topic));
            }
            for (int partition = 0; partition < found.partitions(); partition++) {
                places.computeIfAbsent(new TopicPartition(topic, partition), tp -> begin(tp, found.id()));
            }
        });
        return restarts;
    }

    private Position begin(TopicPartition partition, String id) {
        Position stored = start.at(partition);
        return stored != null && stored.topicId().equals(id)
                ? stored
                : new Position(partition.topic(), id, partition.partition(), 0);
    }

    /** The consumer is a fresh one, which has sought nothing. */
    void forgetSeeks() {
        sought.clear();
    }

    /** Makes the consumer read every partition from its place on; does nothing where it already does. */
    void apply(Consumer<?, ?> consumer) {
        if (sought.equals(places.keySet())) {
            return;
        }
        consumer.assign(places.keySet());
        places.forEach((partition, place) -> {
            if (sought.add(partition)) {
                consumer.seek(partition, place.offset());
            }
        });
    }

    Position place(ConsumerRecord<?, ?> record) {
        return place(new TopicPartition(record.topic(), record.partition()), record.offset());
    }

    Position place(TopicPartition partition, long offset) {
        String id = ids.getOrDefault(partition.topic(), "");
        return new Position(partition.topic(), id, partition.partition(), offset);
    }

    void moveTo(TopicPartition partition, long offset) {
        places.put(partition, place(partition, offset));
    }

    /** Where the feed is; in topics not found yet, where its owner was. */
    Positions positions() {
        return start.with(places.values());
    }
}
