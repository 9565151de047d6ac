package io.ringfence.projection.consume;

import io.quarkus.vertx.VertxContextSupport;
import io.ringfence.projection.rows.DatabaseAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.hibernate.reactive.mutiny.Mutiny;

/** The flow's only way to the database. Blocks the caller, who must not be an event loop; fails after 30 s. */
@ApplicationScoped
public class RowStore {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Mutiny.SessionFactory sessions;
    private final Pool pool;
    private final StateLoader loader;
    private final RowWriter writer;

    @Inject
    public RowStore(Mutiny.SessionFactory sessions, Pool pool) {
        this(sessions, pool, Schema.OWN);
    }

    private RowStore(Mutiny.SessionFactory sessions, Pool pool, Schema schema) {
        this.sessions = sessions;
        this.pool = pool;
        this.loader = new StateLoader(sessions, schema);
        this.writer = new RowWriter(pool, schema);
    }

    /** The same over the tables of another schema, which has them all. */
    public RowStore in(String schema) {
        return new RowStore(sessions, pool, new Schema(schema));
    }

    /** Begins to take batches from where the stored rows stand. */
    public BatchPipeline open() {
        return new BatchPipeline(loader, writer, await(loader.positions()));
    }

    /** Has it done without waiting for it. */
    static <T> CompletableFuture<T> begin(Uni<T> answer) {
        CompletableFuture<T> done = new CompletableFuture<>();
        VertxContextSupport.subscribe(
                () -> answer.ifNoItem().after(LIMIT).fail().toMulti(),
                subscription -> subscription.with(done::complete, done::completeExceptionally));
        return done;
    }

    static <T> T await(Uni<T> answer) {
        return DatabaseAnswer.within(LIMIT, answer);
    }
}
