package io.ringfence.axon.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One consumer's reading of the command topic: takes records on and commits, for each partition, up to the first one
 * that is not answered. When too many are on their way it fetches no more until they are answered. For one thread.
 */
final class CommandReading implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CommandReading.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHEN_FULL = Duration.ofMillis(5);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(500);
    private static final Duration COMMIT_AT_END = Duration.ofSeconds(3);
    /** Answered records behind an unanswered one cost a few bytes each; this many are no danger. */
    private static final int KEPT_FOR_EACH_OPEN = 50;

    private final Consumer<byte[], byte[]> consumer;
    private final Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> intake;
    private final int mostOpen;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<TopicPartition, Progress> partitions = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private boolean full;
    private long committedAt = System.nanoTime();
    private volatile boolean joined;
    private volatile long lag;

    /**
     * @param intake completes when a record is answered; never fails
     * @param mostOpen how many records may be on their way, 1 or more
     */
    CommandReading(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> intake,
            int mostOpen) {
        this.consumer = consumer;
        this.intake = intake;
        this.mostOpen = mostOpen;
        consumer.subscribe(List.of(topic), this);
    }

    /** Takes on what there is, waiting a moment for it. */
    void poll() {
        holdBack();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(full ? POLL_WHEN_FULL : POLL)) {
            take(record);
        }
        if (System.nanoTime() - committedAt > COMMIT_EVERY.toNanos()) {
            commit();
        }
        lag = kafkaLag() + open.get();
    }

    /** Takes nothing on, so that what is on its way can be answered; what it fetches nevertheless is read again. */
    void drain() {
        consumer.pause(consumer.assignment());
        consumer.poll(POLL_WHEN_FULL);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Progress.Taken taken =
                progress(new TopicPartition(record.topic(), record.partition())).begin(record.offset());
        open.incrementAndGet();
        intake.apply(record).whenComplete((done, failure) -> {
            open.decrementAndGet();
            if (failure == null) {
                taken.end();
            } else {
                LOG.errorf(
                        failure, "A command at %d is not answered; it is read again after a restart", record.offset());
            }
        });
    }

    private Progress progress(TopicPartition partition) {
        return partitions.computeIfAbsent(partition, p -> new Progress());
    }

    /** Pauses when full, and fetches again when half of it is done. */
    private void holdBack() {
        int kept = partitions.values().stream().mapToInt(Progress::size).sum();
        if (!full && (open.get() >= mostOpen || kept >= mostOpen * KEPT_FOR_EACH_OPEN)) {
            full = true;
            consumer.pause(consumer.assignment());
        } else if (full && open.get() <= mostOpen / 2 && kept < mostOpen * KEPT_FOR_EACH_OPEN) {
            full = false;
            consumer.resume(consumer.paused());
        }
    }

    private void commit() {
        committedAt = System.nanoTime();
        advance();
        if (!uncommitted.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> ends = Map.copyOf(uncommitted);
            uncommitted.clear();
            consumer.commitAsync(ends, (committed, failure) -> {
                if (failure != null) {
                    LOG.debugf(failure, "Offsets were not committed; they are committed again");
                    ends.forEach(uncommitted::putIfAbsent);
                }
            });
        }
    }

    private void advance() {
        partitions.forEach((partition, progress) ->
                progress.advance().ifPresent(next -> uncommitted.put(partition, new OffsetAndMetadata(next))));
    }

    private long kafkaLag() {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            sum += consumer.currentLag(partition).orElse(0);
        }
        return sum;
    }

    /** Records in Kafka that are not answered, as far as they are known. */
    long lag() {
        return lag;
    }

    /** How many records are on their way to an answer. */
    int open() {
        return open.get();
    }

    /** Whether it has its part of the topic. */
    boolean hasJoined() {
        return joined;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        joined = true;
        if (full) {
            consumer.pause(consumer.assignment());
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        commitNow();
        forget(revoked);
    }

    /** Somebody else reads them already: to commit would turn that reader back. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        forget(lost);
    }

    private void forget(Collection<TopicPartition> gone) {
        gone.forEach(partitions::remove);
        gone.forEach(uncommitted::remove);
    }

    private void commitNow() {
        advance();
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.copyOf(uncommitted), COMMIT_AT_END);
            uncommitted.clear();
        } catch (KafkaException e) {
            LOG.infof("The last commands are read again, and answered as before: %s", e.getMessage());
        }
    }

    /** Commits what is answered by now. */
    @Override
    public void close() {
        commitNow();
        consumer.close();
    }
}
