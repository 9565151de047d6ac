package io.ringfence.projection;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/** Other orders in which the same events may arrive. */
public final class Delivery {
    private Delivery() {}

    /** Any interleaving that keeps each aggregate's own order, with some events repeated later. */
    public static List<EventRecord> shuffled(List<EventRecord> events, Random random) {
        Map<AggregateRef, Queue<EventRecord>> queues = new LinkedHashMap<>();
        events.forEach(event -> queues.computeIfAbsent(event.envelope().aggregate(), ref -> new ArrayDeque<>())
                .add(event));
        List<Queue<EventRecord>> left = new ArrayList<>(queues.values());
        List<EventRecord> delivered = new ArrayList<>();
        while (!left.isEmpty()) {
            int next = random.nextInt(left.size());
            Queue<EventRecord> queue = left.get(next);
            delivered.add(queue.remove());
            if (queue.isEmpty()) {
                left.remove(next);
            }
            if (random.nextInt(10) == 0) {
                delivered.add(delivered.get(random.nextInt(delivered.size())));
            }
        }
        return delivered;
    }
}
