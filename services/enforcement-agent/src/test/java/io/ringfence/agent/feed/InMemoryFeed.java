package io.ringfence.agent.feed;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedNotice;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.FeedStatus;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/** A feed of one partition a topic, whose topics can be held back and whose Kafka can be away. */
public final class InMemoryFeed implements EventFeed {

    private final Map<String, List<Function<Position, FeedRecord>>> topics = new HashMap<>();
    private final Map<String, Integer> read = new HashMap<>();
    private final Set<String> heldBack = new HashSet<>();
    private final List<FeedNotice> notices = new ArrayList<>();
    private boolean away;

    public InMemoryFeed() {
        Topics.EVENTS.forEach(topic -> {
            topics.put(topic, new ArrayList<>());
            read.put(topic, 0);
        });
    }

    /** The events are in Kafka from now on. */
    public void publish(EventRecord... records) {
        for (EventRecord record : records) {
            add(
                    record.envelope().aggregate(),
                    place -> new FeedRecord.Decoded(place, record, EventCodec.encode(record)));
        }
    }

    /** A record is in Kafka that nobody can read. */
    public void publishUnreadable(AggregateRef aggregate, long sequence) {
        WireRecord raw = new WireRecord(aggregate.id(), Map.of(), new byte[0]);
        add(aggregate, place -> new FeedRecord.Undecoded(place, raw, "it is torn", aggregate, sequence));
    }

    private void add(AggregateRef aggregate, Function<Position, FeedRecord> record) {
        topics.getOrDefault(Topics.of(aggregate.kind()), new ArrayList<>()).add(record);
    }

    /** Records of the topic exist but do not arrive. */
    public void holdBack(String topic) {
        heldBack.add(topic);
    }

    public void letThrough(String topic) {
        heldBack.remove(topic);
    }

    /** Whether Kafka gives no answers. */
    public void setAway(boolean isAway) {
        away = isAway;
    }

    @Override
    public FeedBatch poll(Duration timeout) {
        List<FeedRecord> records = new ArrayList<>();
        if (!away) {
            Topics.EVENTS.stream().filter(topic -> !heldBack.contains(topic)).forEach(topic -> {
                List<Function<Position, FeedRecord>> all = topics.getOrDefault(topic, List.of());
                for (int offset = offset(topic); offset < all.size(); offset++) {
                    records.add(all.get(offset).apply(place(topic, offset)));
                }
                read.put(topic, all.size());
            });
        }
        List<FeedNotice> told = List.copyOf(notices);
        notices.clear();
        return new FeedBatch(told, records, positions());
    }

    @Override
    public Positions positions() {
        return Positions.of(
                Topics.EVENTS.stream().map(topic -> place(topic, offset(topic))).toList());
    }

    @Override
    public CompletableFuture<Positions> endOffsets(Set<String> wanted) {
        if (away) {
            return CompletableFuture.failedFuture(new KafkaException("nobody answers"));
        }
        return CompletableFuture.completedFuture(Positions.of(wanted.stream()
                .map(topic -> place(topic, topics.getOrDefault(topic, List.of()).size()))
                .toList()));
    }

    @Override
    public FeedStatus status() {
        return away
                ? new FeedStatus(FeedStatus.State.DISCONNECTED, "nobody answers", OptionalLong.empty())
                : new FeedStatus(FeedStatus.State.RUNNING, "", OptionalLong.of(lag()));
    }

    private long lag() {
        return Topics.EVENTS.stream()
                .mapToLong(topic -> topics.getOrDefault(topic, List.of()).size() - offset(topic))
                .sum();
    }

    @Override
    public void close() {}

    private int offset(String topic) {
        return read.getOrDefault(topic, 0);
    }

    private static Position place(String topic, int offset) {
        return new Position(topic, "id-of-" + topic, 0, offset);
    }
}
