package io.ringfence.feed.memory;

import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Topics in memory, with ids, partitions by key and offsets as Kafka has them. Records go through the real codec.
 * Its feeds bring at the most {@code maxRecords} a poll, partition after partition.
 */
public final class InMemoryTopics implements EventFeed.Source {
    private final Set<String> names;
    private final int partitions;
    private final int maxRecords;
    private final Map<String, Topic> topics = new HashMap<>();
    private int made;

    /** The three event topics with so many partitions each. */
    public InMemoryTopics(int partitions, int maxRecords) {
        this(Set.copyOf(Topics.EVENTS), partitions, maxRecords);
    }

    public InMemoryTopics(Set<String> names, int partitions, int maxRecords) {
        this.names = Set.copyOf(names);
        this.partitions = partitions;
        this.maxRecords = maxRecords;
        this.names.forEach(this::recreate);
    }

    /** Writes an event to its topic; answers where it is. */
    public Position append(EventRecord record) {
        return append(Topics.of(record.envelope().aggregate().kind()), EventCodec.encode(record));
    }

    /** Writes any record, readable or not. */
    public synchronized Position append(String name, WireRecord record) {
        Topic topic = topic(name);
        int partition = Math.floorMod(record.key().hashCode(), partitions);
        List<WireRecord> records = topic.partitions.get(partition);
        records.add(record);
        notifyAll();
        return new Position(name, topic.id, partition, records.size() - 1);
    }

    /** Empties a topic and gives it another id. */
    public synchronized void recreate(String name) {
        List<List<WireRecord>> empty = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            empty.add(new ArrayList<>());
        }
        made++;
        topics.put(name, new Topic("topic-" + made, empty));
        notifyAll();
    }

    /** Where each partition of these topics ends now. */
    public synchronized Positions ends(Set<String> wanted) {
        List<Position> ends = new ArrayList<>();
        wanted.forEach(name -> {
            Topic topic = topic(name);
            for (int i = 0; i < partitions; i++) {
                ends.add(new Position(name, topic.id, i, topic.partitions.get(i).size()));
            }
        });
        return Positions.of(ends);
    }

    @Override
    public EventFeed open(Positions start) {
        return new InMemoryFeed(this, start);
    }

    Set<String> names() {
        return names;
    }

    int maxRecords() {
        return maxRecords;
    }

    synchronized String id(String name) {
        return topic(name).id;
    }

    /** The record at a place, or null where the partition ends or the topic is another one by now. */
    public synchronized @Nullable WireRecord at(Position place) {
        Topic topic = topic(place.topic());
        List<WireRecord> records = topic.partitions.get(place.partition());
        boolean there = topic.id.equals(place.topicId()) && place.offset() < records.size();
        return there ? records.get((int) place.offset()) : null;
    }

    private Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new IllegalArgumentException("no topic " + name);
        }
        return topic;
    }

    private record Topic(String id, List<List<WireRecord>> partitions) {}
}
