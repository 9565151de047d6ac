package io.ringfence.projection.rows;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** What the database answers, for those who may block: nobody on an event loop. */
public final class DatabaseAnswer {

    private DatabaseAnswer() {}

    /** Asks, and waits for the answer; fails as the question does, or when there is none within the limit. */
    public static <T> T within(Duration limit, Uni<T> question) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> question.ifNoItem().after(limit).fail());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the database did not answer as asked", e);
        }
    }
}
