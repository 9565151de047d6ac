package io.ringfence.projection;

import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedStatus;
import io.ringfence.projection.consume.BatchPipeline;
import io.ringfence.projection.consume.RowStore;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of the read side, on one thread of its own:
 *
 * <pre>
 *   stored positions ----open----> feed ----batch----> load what the batch touches and no batch before did
 *         ^                                                      |
 *         |                                            replay: count by aggregate and revision,
 *         |                                            drop duplicates, hold, heal, make versions
 *         |                                                      |
 *         +---any failure: begin again---- one transaction: rows, holds, unreadable records, positions
 *                                                                |
 *                                                    tell: revisions reached (waiting queries), metrics
 * </pre>
 *
 * <p>It may die at any point: what was committed says where to go on. What is kept in memory from one batch to the next
 * is what the rows say as well, or will once the write that is under way has ended.
 */
public final class ProjectionFlow implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ProjectionFlow.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration END_WITHIN = Duration.ofSeconds(15);

    private final EventFeed.Source source;
    private final RowStore store;
    private final BatchListener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "projection-flow");
    private final AtomicReference<@Nullable Waiting> waiting = new AtomicReference<>();
    private volatile @Nullable EventFeed feed;
    private volatile String failure = "";

    private ProjectionFlow(EventFeed.Source source, RowStore store, BatchListener listener) {
        this.source = source;
        this.store = store;
        this.listener = listener;
    }

    /** Starts the flow; it goes on until it is closed. */
    public static ProjectionFlow start(EventFeed.Source source, RowStore store, BatchListener listener) {
        ProjectionFlow flow = new ProjectionFlow(source, store, listener);
        flow.thread.start();
        return flow;
    }

    /** What is to be done between two batches, and who waits for it. */
    private record Waiting(Runnable work, CompletableFuture<Void> done) {
        void run() {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }
    }

    /**
     * Has some work done on the flow's thread while no batch is under way; after it the flow begins again from the
     * positions that are stored then. For one caller at a time.
     */
    CompletionStage<Void> between(Runnable work) {
        Waiting asked = new Waiting(work, new CompletableFuture<>());
        waiting.set(asked);
        return asked.done();
    }

    private void run() {
        while (!isClosing()) {
            try {
                Waiting asked = waiting.getAndSet(null);
                if (asked != null) {
                    asked.run();
                }
                try (BatchPipeline rows = store.open();
                        EventFeed opened = source.open(rows.taken())) {
                    feed = opened;
                    follow(opened, rows);
                }
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void follow(EventFeed opened, BatchPipeline rows) {
        while (!isClosing() && waiting.get() == null) {
            FeedBatch batch = opened.poll(POLL);
            batch.notices().forEach(notice -> LOG.warnf("The feed was forced back: %s", notice));
            if (batch.positions().equals(rows.taken())) {
                rows.awaitWritten();
            } else {
                store(batch, rows);
            }
            failure = "";
        }
        rows.awaitWritten();
    }

    private void store(FeedBatch batch, BatchPipeline rows) {
        long start = System.nanoTime();
        rows.store(
                batch,
                listener::decided,
                effect -> listener.stored(effect, Duration.ofNanos(System.nanoTime() - start)));
    }

    private void failed(RuntimeException e) {
        if (!isClosing()) {
            failure = String.valueOf(e.getMessage());
            LOG.error("A batch was not stored; beginning again from the stored positions", e);
            awaitClosing(RETRY);
        }
    }

    /** How the flow is doing: its feed's status, or the failure that it is getting over. */
    public FeedStatus status() {
        EventFeed opened = feed;
        if (!failure.isEmpty() || opened == null) {
            String detail = failure.isEmpty() ? "the database has not answered yet" : failure;
            return new FeedStatus(FeedStatus.State.DISCONNECTED, detail, OptionalLong.empty());
        }
        return opened.status();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void awaitClosing(Duration limit) {
        try {
            closing.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            closing.countDown(); // nobody interrupts this thread but to end it
        }
    }

    /** Ends the flow after the batch under way. */
    @Override
    public void close() {
        closing.countDown();
        EventFeed opened = feed;
        if (opened != null) {
            opened.close();
        }
        try {
            thread.join(END_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
