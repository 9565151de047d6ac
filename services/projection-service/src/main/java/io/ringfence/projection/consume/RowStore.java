package io.ringfence.projection.consume;

import io.quarkus.vertx.VertxContextSupport;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.FeedRecord.Decoded;
import io.ringfence.feed.FeedRecord.Undecoded;
import io.ringfence.feed.Positions;
import io.ringfence.projection.rows.HistoryRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/** The flow's only way to the database. Blocks the caller, who must not be an event loop; fails after 30 s. */
@ApplicationScoped
public class RowStore {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final StateLoader loader;
    private final RowWriter writer;

    @Inject
    public RowStore(Mutiny.SessionFactory sessions, Pool pool) {
        loader = new StateLoader(sessions);
        writer = new RowWriter(pool);
    }

    /**
     * What a batch came to.
     *
     * @param changes the events that were new, in the order in which they came
     */
    public record Effect(Tally tally, Map<AggregateRef, Long> reached, List<HistoryRow> changes) {}

    /** Where the stored rows stand. */
    public Positions positions() {
        return await(loader.positions());
    }

    /**
     * Stores the batch's effect together with its positions, if the stored ones are still {@code from}.
     *
     * @param decided is told of the new events before they are stored
     */
    public Effect store(FeedBatch batch, Positions from, Consumer<List<HistoryRow>> decided) {
        BatchReplay replay = new BatchReplay(await(loader.load(touched(batch)))).replay(batch.records());
        List<HistoryRow> changes = List.copyOf(replay.changes().history);
        decided.accept(changes);
        await(writer.write(replay.changes(), from, batch.positions()).replaceWith(true));
        return new Effect(replay.tally(), replay.reached(), changes);
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

    private static <T> T await(Uni<T> answer) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> answer.ifNoItem().after(LIMIT).fail());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the database did not answer as asked", e);
        }
    }
}
