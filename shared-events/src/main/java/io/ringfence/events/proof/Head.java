package io.ringfence.events.proof;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InvalidValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a topic held at an instant, in one hash. Heads of a topic are numbered and each names the one before it, so that
 * none can be left out either.
 *
 * @param topicId tells the topic from one that was made anew under its name
 * @param positions the next offset by partition
 * @param until everything of the topic that occurred at or before it is in
 * @param aggregates how many are in the tree
 * @param root of the {@link HashTree} over them
 * @param held those left out, as something of theirs is missing or unreadable
 * @param number from 1
 * @param previous the hash of the payload of the head before it; null for the first
 * @param at when it was made
 */
public record Head(
        String topic,
        String topicId,
        Map<Integer, Long> positions,
        Instant until,
        long aggregates,
        Hash root,
        List<AggregateRef> held,
        long number,
        @Nullable Hash previous,
        Instant at) {
    public Head {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(topicId, "topicId");
        Objects.requireNonNull(root, "root");
        positions = Collections.unmodifiableMap(new TreeMap<>(positions));
        held = List.copyOf(held);
        until = until.truncatedTo(ChronoUnit.MICROS);
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (number < 1 || (number == 1) != (previous == null)) {
            throw new InvalidValue("previous", "must be there for every head but number 1");
        }
        if (aggregates < 0 || positions.values().stream().anyMatch(next -> next < 0)) {
            throw new InvalidValue("must not count below 0");
        }
    }
}
