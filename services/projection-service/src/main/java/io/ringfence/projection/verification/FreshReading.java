package io.ringfence.projection.verification;

import io.ringfence.events.wire.Topics;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedStatus;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import io.ringfence.projection.consume.BatchPipeline;
import io.ringfence.projection.consume.RowStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Reads every event from offset 0 into rows, up to the ends as they are at the beginning. */
final class FreshReading {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> EVENTS = Set.copyOf(Topics.EVENTS);

    private final EventFeed.Source source;
    private final RowStore rows;

    FreshReading(EventFeed.Source source, RowStore rows) {
        this.source = source;
        this.rows = rows;
    }

    /** Is told how far the reading is. */
    @FunctionalInterface
    interface Listener {
        void read(long records, long of);
    }

    /**
     * Reads; answers where the ends were.
     *
     * @throws IllegalStateException if nothing comes for half a minute, with what the feed says
     */
    Positions read(Listener listener) {
        try (BatchPipeline pipeline = rows.open();
                EventFeed feed = source.open(pipeline.taken())) {
            Positions ends = ends(feed);
            long of = records(ends);
            long cameAt = System.nanoTime();
            while (!feed.positions().reached(ends)) {
                FeedBatch batch = feed.poll(POLL);
                if (!batch.positions().equals(pipeline.taken())) {
                    pipeline.store(batch, decided -> {}, stored -> {});
                    cameAt = System.nanoTime();
                    listener.read(records(batch.positions()), of);
                } else if (System.nanoTime() - cameAt > PATIENCE.toNanos()) {
                    throw new IllegalStateException(standstill(feed.status()));
                }
            }
            pipeline.awaitWritten();
            return ends;
        }
    }

    private static String standstill(FeedStatus status) {
        return "nothing more comes from the topics of events: " + status.state() + " " + status.detail();
    }

    private static Positions ends(EventFeed feed) {
        return feed.endOffsets(EVENTS)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static long records(Positions positions) {
        return positions.all().stream().mapToLong(Position::offset).sum();
    }
}
