package io.ringfence.projection.settle;

import io.ringfence.events.wire.Settled;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the publishers have said lately. For any thread. */
@ApplicationScoped
public class SettledTimes {
    /** Two minutes of one publisher: an answer from rows that are further behind does not say until when. */
    private static final int KEPT = 120;

    private final Map<String, Deque<Settled>> said = new HashMap<>();

    /** Takes in what one publisher says, which is newer than what it said before. */
    public synchronized void take(Settled settled) {
        Deque<Settled> ofTopic = said.computeIfAbsent(settled.topic(), topic -> new ArrayDeque<>());
        ofTopic.addFirst(settled);
        if (ofTopic.size() > KEPT) {
            ofTopic.removeLast();
        }
    }

    /**
     * The instant until which, it included, everything that ever happens has been read; empty while that is not known
     * of each topic of events.
     *
     * @param read how far each partition has been read
     */
    public synchronized Optional<Instant> until(Collection<Position> read) {
        Map<String, Map<Integer, Position>> byTopic = new HashMap<>();
        read.forEach(position -> byTopic.computeIfAbsent(position.topic(), topic -> new HashMap<>())
                .put(position.partition(), position));
        Instant earliest = Instant.MAX;
        for (String topic : Topics.EVENTS) {
            Optional<Instant> until = until(topic, byTopic.getOrDefault(topic, Map.of()));
            if (until.isEmpty()) {
                return Optional.empty();
            }
            earliest = until.get().isBefore(earliest) ? until.get() : earliest;
        }
        return Optional.of(earliest);
    }

    /** The same of one topic alone. */
    public synchronized Optional<Instant> until(String topic, Collection<Position> read) {
        Map<Integer, Position> byPartition = new HashMap<>();
        read.forEach(position -> byPartition.put(position.partition(), position));
        return until(topic, byPartition);
    }

    private Optional<Instant> until(String topic, Map<Integer, Position> read) {
        return said.getOrDefault(topic, new ArrayDeque<>()).stream()
                .filter(settled -> covers(read, settled))
                .map(Settled::settledUntil)
                .findFirst();
    }

    private static boolean covers(Map<Integer, Position> read, Settled settled) {
        return settled.offsets().entrySet().stream().allMatch(end -> {
            Position position = read.get(end.getKey());
            return position == null
                    ? end.getValue() == 0
                    : position.topicId().equals(settled.topicId()) && position.offset() >= end.getValue();
        });
    }
}
