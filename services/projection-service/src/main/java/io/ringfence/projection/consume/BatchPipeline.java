package io.ringfence.projection.consume;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.FeedRecord.Decoded;
import io.ringfence.feed.FeedRecord.Undecoded;
import io.ringfence.feed.Positions;
import io.ringfence.projection.rows.HistoryRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One run of the flow over the database: while a batch is being written the next one is replayed already, over what the
 * ones before have left in memory. That is true for as long as nobody else moves the positions, which every write checks;
 * after any failure a new run begins from the rows. Of one thread.
 */
public final class BatchPipeline implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BatchPipeline.class);
    /** So many aggregates are kept in memory; then all are forgotten. */
    private static final int MOST_KNOWN = 20_000;

    private final StateLoader loader;
    private final RowWriter writer;
    private RecentState recent = new RecentState();
    private Positions taken;
    private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);

    /** @param stored where the rows stand */
    BatchPipeline(StateLoader loader, RowWriter writer, Positions stored) {
        this.loader = loader;
        this.writer = writer;
        this.taken = stored;
    }

    /**
     * What a batch came to.
     *
     * @param changes the events that were new, in the order in which they came
     */
    public record Effect(Tally tally, Map<AggregateRef, Long> reached, List<HistoryRow> changes) {}

    /** Up to where it was given batches; not all need be written yet. */
    public Positions taken() {
        return taken;
    }

    /**
     * Begins to write the batch's effect together with its positions, once all before it is written.
     *
     * @param decided is told of the new events before that
     * @param stored is told after the commit, on another thread, and before the next batch is written
     */
    public void store(FeedBatch batch, Consumer<List<HistoryRow>> decided, Consumer<Effect> stored) {
        Set<AggregateRef> touched = touched(batch);
        load(touched);
        BatchReplay replay = new BatchReplay(recent).replay(batch.records());
        List<HistoryRow> changes = List.copyOf(replay.changes().history);
        decided.accept(changes);
        awaitWritten();
        Effect effect = new Effect(replay.tally(), replay.reached(), changes);
        writing = RowStore.begin(
                        writer.write(replay.changes(), taken, batch.positions()).replaceWith(effect))
                .thenAccept(stored);
        taken = batch.positions();
        recent.replayed(touched, replay.after(), replay.chains());
    }

    private void load(Set<AggregateRef> touched) {
        if (recent.size() > MOST_KNOWN) {
            awaitWritten(); // what is not written yet could not be read again
            recent = new RecentState();
        }
        Set<AggregateRef> unknown = recent.unknown(touched);
        if (!unknown.isEmpty()) {
            RowStore.await(loader.load(unknown, recent));
        }
    }

    private static Set<AggregateRef> touched(FeedBatch batch) {
        Set<AggregateRef> touched = new HashSet<>();
        for (FeedRecord record : batch.records()) {
            if (record instanceof Decoded decoded) {
                touched.add(decoded.record().envelope().aggregate());
            } else if (record instanceof Undecoded undecoded && undecoded.aggregate() != null) {
                touched.add(undecoded.aggregate());
            }
        }
        return touched;
    }

    /**
     * Waits until all that was given is written.
     *
     * @throws RuntimeException if it could not be; this run is over then
     */
    public void awaitWritten() {
        try {
            writing.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until nothing is under way any more. */
    @Override
    public void close() {
        try {
            awaitWritten();
        } catch (RuntimeException e) {
            LOG.debugf("The last batch of this run was not written: %s", e.getMessage());
        }
    }
}
