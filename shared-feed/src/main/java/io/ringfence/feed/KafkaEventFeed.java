package io.ringfence.feed;

import io.ringfence.events.wire.EventType;
import io.ringfence.feed.FeedNotice.PartitionRewound;
import io.ringfence.feed.FeedStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The feed over Kafka: assigns the partitions itself and seeks to where its owner stands.
 *
 * <pre>
 *   look at the topics' ids --changed--> fresh consumer, that topic at 0, TopicRestarted
 *            |
 *   consumer.poll --offset out of range--> ids at once, else first record on, PartitionRewound
 *            |
 *   decode --> batch
 * </pre>
 */
public final class KafkaEventFeed implements EventFeed {
    /** So many records are worth a batch of their own: whoever reads a whole topic never rests. */
    private static final int GREAT_MANY = 200;

    private final FeedSettings settings;
    private final KafkaClients clients;
    private final TopicWatch watch;
    private final Assignment assignment;
    private final ReentrantLock polling = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private long restUntil = System.nanoTime();
    private volatile Positions positions;
    private volatile FeedStatus status =
            new FeedStatus(State.CONNECTING, "Kafka has not been asked yet", OptionalLong.empty());

    private KafkaEventFeed(FeedSettings settings, Positions start) {
        this.settings = settings;
        this.clients = new KafkaClients(settings);
        this.watch = new TopicWatch(settings);
        this.assignment = new Assignment(start);
        this.positions = start;
    }

    /** Feeds with these settings. */
    public static Source source(FeedSettings settings) {
        return start -> new KafkaEventFeed(settings, start);
    }

    @Override
    public FeedBatch poll(Duration timeout) {
        polling.lock();
        try {
            return isClosing() ? FeedBatch.nothing(positions) : pollOpen(timeout);
        } catch (WakeupException | InterruptException e) {
            throwUnlessClosing(e);
            return FeedBatch.nothing(positions);
        } catch (KafkaException e) {
            failed(e);
            pause(timeout);
            return FeedBatch.nothing(positions);
        } finally {
            polling.unlock();
        }
    }

    private FeedBatch pollOpen(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<FeedNotice> notices = new ArrayList<>();
        lookAtTopics(assignment.isEmpty() ? timeout : Duration.ZERO, notices);
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        if (assignment.isEmpty()) {
            pause(min(left, watch.untilDue()));
            return FeedBatch.nothing(positions);
        }
        pause(min(left, Duration.ofNanos(restUntil - System.nanoTime())));
        List<FeedRecord> records = fetch(notices.isEmpty() ? left : Duration.ZERO, notices);
        positions = assignment.positions();
        return new FeedBatch(notices, records, positions);
    }

    private void lookAtTopics(Duration wait, List<FeedNotice> notices) {
        TopicWatch.Seen seen = watch.look(clients.admin(), wait);
        if (seen != null) {
            follow(seen, notices);
        }
    }

    private void follow(TopicWatch.Seen seen, List<FeedNotice> notices) {
        List<FeedNotice> restarts = assignment.follow(seen.topics());
        notices.addAll(restarts);
        if (!restarts.isEmpty()) {
            clients.dropConsumer(); // what it fetched from the old topic must not be taken for the new one
            assignment.forgetSeeks();
        }
        assignment.apply(clients.consumer());
        if (seen.missing().isEmpty()) {
            become(State.RUNNING, "");
        } else {
            become(State.CONNECTING, "Kafka does not have " + String.join(", ", seen.missing()));
        }
    }

    private List<FeedRecord> fetch(Duration timeout, List<FeedNotice> notices) {
        KafkaConsumer<byte[], byte[]> consumer = clients.consumer();
        assignment.apply(consumer);
        try {
            ConsumerRecords<byte[], byte[]> fetched = consumer.poll(timeout);
            boolean rests = fetched.count() > 1 && fetched.count() < GREAT_MANY;
            restUntil = System.nanoTime() + (rests ? settings.gather().toNanos() : 0);
            List<FeedRecord> records = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : fetched) {
                if (isWanted(record)) {
                    records.add(RecordReader.read(assignment.place(record), record));
                }
            }
            fetched.nextOffsets().forEach((partition, next) -> assignment.moveTo(partition, next.offset()));
            status = new FeedStatus(status.state(), status.detail(), lag(consumer));
            return records;
        } catch (OffsetOutOfRangeException e) {
            comeBackInRange(consumer, e.offsetOutOfRangePartitions(), notices);
            return List.of();
        }
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
        return settings.types().isEmpty() || settings.types().contains(EventType.event(RecordReader.type(record)));
    }

    /** The topic may have been re-created; if it was not, the partition's first record is the nearest there is. */
    private void comeBackInRange(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> wanted, List<FeedNotice> notices) {
        watch.hurry();
        TopicWatch.Seen seen = watch.look(clients.admin(), settings.requestTimeout());
        if (seen == null) {
            return; // the next poll meets the same error again
        }
        int before = notices.size();
        follow(seen, notices);
        if (notices.size() > before) {
            return;
        }
        Map<TopicPartition, Long> first = consumer.beginningOffsets(wanted.keySet());
        wanted.forEach((partition, offset) -> {
            long restartsAt = first.getOrDefault(partition, 0L);
            notices.add(new PartitionRewound(assignment.place(partition, offset), restartsAt));
            assignment.moveTo(partition, restartsAt);
            consumer.seek(partition, restartsAt);
        });
    }

    private OptionalLong lag(KafkaConsumer<byte[], byte[]> consumer) {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += lag.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private void failed(KafkaException e) {
        become(State.DISCONNECTED, String.valueOf(e.getMessage()));
    }

    private void become(State state, String detail) {
        status = new FeedStatus(state, detail, status.lag());
    }

    /** Waits, at the most as long as a retry takes, unless the feed is closed meanwhile. */
    private void pause(Duration wait) {
        try {
            closing.await(min(wait, settings.retryAfter()).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void throwUnlessClosing(KafkaException e) {
        if (!isClosing()) {
            throw e;
        }
    }

    @Override
    public Positions positions() {
        return positions;
    }

    @Override
    public CompletableFuture<Positions> endOffsets(Set<String> topics) {
        try {
            return EndOffsets.ask(clients.admin(), topics).toCompletableFuture();
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public FeedStatus status() {
        return isClosing() ? new FeedStatus(State.CLOSED, "closed by its owner", OptionalLong.empty()) : status;
    }

    @Override
    public void close() {
        closing.countDown();
        clients.shut();
        polling.lock();
        try {
            clients.dropConsumer();
        } finally {
            polling.unlock();
        }
    }
}
