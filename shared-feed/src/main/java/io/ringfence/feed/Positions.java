package io.ringfence.feed;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One place for each partition. Immutable. */
public record Positions(Map<TopicPartition, Position> byPartition) {
    public static final Positions EMPTY = new Positions(Map.of());

    public Positions {
        byPartition = Map.copyOf(byPartition);
    }

    /** These places; of several in one partition the last one counts. */
    public static Positions of(Collection<Position> positions) {
        return EMPTY.with(positions);
    }

    /** These places with others put over them. */
    public Positions with(Collection<Position> others) {
        Map<TopicPartition, Position> all = new HashMap<>(byPartition);
        others.forEach(position -> all.put(position.topicPartition(), position));
        return new Positions(all);
    }

    /** The place in a partition, or null where there is none. */
    public @Nullable Position at(TopicPartition partition) {
        return byPartition.get(partition);
    }

    /**
     * Whether each of these ends is behind us. An end in a topic that was re-created since is never reached: ask for
     * the ends again when the feed says that a topic started anew.
     */
    public boolean reached(Positions ends) {
        return ends.byPartition.entrySet().stream()
                .allMatch(end -> isBehind(end.getValue(), byPartition.get(end.getKey())));
    }

    private static boolean isBehind(Position end, @Nullable Position here) {
        return here != null && here.topicId().equals(end.topicId()) && here.offset() >= end.offset();
    }

    /** Every place, by topic and partition. */
    public List<Position> all() {
        return byPartition.values().stream()
                .sorted(Comparator.comparing(Position::topic).thenComparing(Position::partition))
                .toList();
    }
}
