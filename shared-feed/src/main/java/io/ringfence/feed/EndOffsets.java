package io.ringfence.feed;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka for the ends of topics. The ids are asked for first: a topic re-created in between then has an end of the
 * old id, which nobody reaches, and never an end of the new id that is too low.
 */
final class EndOffsets {
    private EndOffsets() {}

    static CompletionStage<Positions> ask(Admin admin, Set<String> topics) {
        return admin.describeTopics(topics)
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(found -> ask(admin, places(found.values())));
    }

    private static List<Position> places(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions().size())
                        .mapToObj(partition ->
                                new Position(topic.name(), topic.topicId().toString(), partition, 0)))
                .toList();
    }

    private static CompletionStage<Positions> ask(Admin admin, List<Position> places) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        places.forEach(place -> latest.put(place.topicPartition(), OffsetSpec.latest()));
        return admin.listOffsets(latest)
                .all()
                .toCompletionStage()
                .thenApply(ends -> Positions.of(places.stream()
                        .map(place -> place.at(
                                requireNonNull(ends.get(place.topicPartition())).offset()))
                        .toList()));
    }
}
