package io.ringfence.testing.story;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The orders in which a consumer may see a history: each aggregate's own order is kept, and nothing else is. */
public final class Delivery {
    private Delivery() {}

    /** A random interleaving of the aggregates, whichever topics they are on. */
    public static List<EventRecord> interleaved(RandomGenerator random, Collection<EventRecord> history) {
        Map<AggregateRef, Deque<EventRecord>> queues = new LinkedHashMap<>();
        history.forEach(record -> queues.computeIfAbsent(record.envelope().aggregate(), ref -> new ArrayDeque<>())
                .add(record));
        List<Deque<EventRecord>> open = new ArrayList<>(queues.values());
        List<EventRecord> delivered = new ArrayList<>();
        while (!open.isEmpty()) {
            int next = random.nextInt(open.size());
            delivered.add(open.get(next).remove());
            if (open.get(next).isEmpty()) {
                open.remove(next);
            }
        }
        return delivered;
    }

    /** The same, some events of the past now and then delivered once more. */
    public static List<EventRecord> withDuplicates(RandomGenerator random, List<EventRecord> delivery) {
        List<EventRecord> delivered = new ArrayList<>();
        for (int i = 0; i < delivery.size(); i++) {
            delivered.add(delivery.get(i));
            while (random.nextInt(4) == 0) {
                delivered.add(delivery.get(random.nextInt(i + 1)));
            }
        }
        return delivered;
    }

    /** The same, cut into batches of 1 to {@code most} events. */
    public static List<List<EventRecord>> batches(RandomGenerator random, List<EventRecord> delivery, int most) {
        List<List<EventRecord>> batches = new ArrayList<>();
        int from = 0;
        while (from < delivery.size()) {
            int to = Math.min(delivery.size(), from + 1 + random.nextInt(most));
            batches.add(List.copyOf(delivery.subList(from, to)));
            from = to;
        }
        return batches;
    }
}
