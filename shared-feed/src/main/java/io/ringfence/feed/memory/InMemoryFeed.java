package io.ringfence.feed.memory;

import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedNotice;
import io.ringfence.feed.FeedNotice.TopicRestarted;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.FeedStatus;
import io.ringfence.feed.FeedStatus.State;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import io.ringfence.feed.RecordReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A feed of {@link InMemoryTopics}. All its state is guarded by the topics' lock. */
final class InMemoryFeed implements EventFeed {
    private final InMemoryTopics topics;
    private Positions positions;
    private boolean closed;

    InMemoryFeed(InMemoryTopics topics, Positions start) {
        this.topics = topics;
        this.positions = start;
    }

    @Override
    public FeedBatch poll(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (topics) {
            FeedBatch batch = next();
            for (long left = timeout.toNanos(); batch.isEmpty() && left > 0 && !closed; ) {
                await(left);
                batch = next();
                left = deadline - System.nanoTime();
            }
            return batch;
        }
    }

    private void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(topics, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FeedBatch next() {
        if (closed) {
            return FeedBatch.nothing(positions);
        }
        List<FeedNotice> notices = new ArrayList<>();
        List<FeedRecord> records = new ArrayList<>();
        for (Position end : topics.ends(topics.names()).all()) {
            Position here = positions.at(end.topicPartition());
            if (here != null && !here.topicId().equals(end.topicId()) && here.partition() == 0) {
                notices.add(new TopicRestarted(end.topic(), here.topicId(), end.topicId()));
            }
            Position place = here == null || !here.topicId().equals(end.topicId()) ? end.at(0) : here;
            positions = positions.with(List.of(read(place, records)));
        }
        return new FeedBatch(notices, records, positions);
    }

    private Position read(Position from, List<FeedRecord> records) {
        Position place = from;
        for (WireRecord next = topics.at(place);
                next != null && records.size() < topics.maxRecords();
                next = topics.at(place)) {
            records.add(RecordReader.read(place, next));
            place = place.at(place.offset() + 1);
        }
        return place;
    }

    @Override
    public Positions positions() {
        synchronized (topics) {
            return positions;
        }
    }

    @Override
    public CompletableFuture<Positions> endOffsets(Set<String> wanted) {
        return CompletableFuture.completedFuture(topics.ends(wanted));
    }

    @Override
    public FeedStatus status() {
        synchronized (topics) {
            if (closed) {
                return new FeedStatus(State.CLOSED, "closed by its owner", OptionalLong.empty());
            }
            long lag = topics.ends(topics.names()).all().stream()
                    .mapToLong(this::behind)
                    .sum();
            return new FeedStatus(State.RUNNING, "", OptionalLong.of(lag));
        }
    }

    private long behind(Position end) {
        Position here = positions.at(end.topicPartition());
        return here == null || !here.topicId().equals(end.topicId()) ? end.offset() : end.offset() - here.offset();
    }

    @Override
    public void close() {
        synchronized (topics) {
            closed = true;
            topics.notifyAll();
        }
    }
}
