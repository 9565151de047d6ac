package io.ringfence.axon.settle;

import io.ringfence.axon.publish.RecordSink;
import io.ringfence.axon.settle.StoreTimes.Look;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.axon.time.HybridClock;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Settled;
import io.ringfence.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Says once a second until when the topic of events is settled. An event is given its time inside its transaction, so
 * nothing is to come from before the oldest transaction that still runs; the margin stands for the difference between
 * the clocks of the database and of those who decide, whose own clocks are moved up to the database's each second.
 */
public final class SettledClock implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SettledClock.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(10);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final StoreTimes store;
    private final Map<String, Object> kafka;
    private final String topic;
    private final RecordSink sink;
    private final HybridClock clock;
    private final Duration margin;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "settled-clock");
    private String lastFailure = "";

    /**
     * @param publisher the name under which the publisher keeps its place in the store
     * @param kafka how Kafka is reached
     * @param topic that holds the events of this store and no others
     * @param margin by which clocks may differ
     */
    public SettledClock(
            JdbcTransactions transactions,
            String publisher,
            Map<String, Object> kafka,
            String topic,
            RecordSink sink,
            HybridClock clock,
            Duration margin) {
        this.store = new StoreTimes(transactions, publisher);
        this.kafka = kafka;
        this.topic = topic;
        this.sink = sink;
        this.clock = clock;
        this.margin = margin;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try (TopicEnds ends = new TopicEnds(kafka, topic)) {
            while (!isClosing()) {
                try {
                    tell(ends);
                    lastFailure = "";
                } catch (RuntimeException e) {
                    failed(e);
                }
                pause(EVERY);
            }
        }
    }

    /** The id is asked before and after: the ends of a topic that is being made anew say nothing. */
    private void tell(TopicEnds ends) {
        Look look = store.look();
        clock.observe(look.now());
        String id = ends.id();
        if (!awaitPublished(look.newest())) {
            return;
        }
        Map<Integer, Long> offsets = ends.offsets();
        if (ends.id().equals(id)) {
            long until = look.oldest() - TimeUnit.NANOSECONDS.toMicros(margin.toNanos());
            send(new Settled(topic, id, Micros.toInstant(until), offsets));
        }
    }

    private boolean awaitPublished(long index) {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        while (!isClosing() && System.nanoTime() < deadline) {
            if (store.isPublished(index)) {
                return true;
            }
            pause(LOOK_AGAIN);
        }
        return false;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost one is followed by the next
    private void send(Settled settled) {
        sink.send(new ProducerRecord<>(Topics.SETTLED, topic.getBytes(StandardCharsets.UTF_8), Json.write(settled)));
    }

    /** Kafka or the database is away: said once, as others say so too. */
    private void failed(RuntimeException e) {
        String failure = String.valueOf(e.getMessage());
        if (!isClosing() && !failure.equals(lastFailure)) {
            lastFailure = failure;
            LOG.warnf("It cannot be said how far %s is settled: %s", topic, failure);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(Duration limit) {
        try {
            closing.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            closing.countDown(); // nobody interrupts this thread but to end it
        }
    }

    /** Ends after the look under way. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(END_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
