package io.ringfence.events.wire;

import java.time.Instant;
import java.util.Map;

/**
 * Says that a topic of events is settled: whoever has read it up to these offsets knows every event of it that happened
 * at or before the time, and nothing so early will come. Each publisher says it once a second, on {@link Topics#SETTLED}
 * under the key of the topic (ADR 0016).
 *
 * @param topicId tells the topic from one that was made anew under its name
 * @param settledUntil included
 * @param offsets the next offset by partition
 */
public record Settled(String topic, String topicId, Instant settledUntil, Map<Integer, Long> offsets) {
    public Settled {
        offsets = Map.copyOf(offsets);
    }
}
