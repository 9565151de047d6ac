package io.ringfence.projection.rows;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A transaction that only reads: one state of all rows. Nothing that was read is looked through for changes, which would
 * happen before each question and at the end.
 */
public final class ReadTransaction {
    private ReadTransaction() {}

    /** What came of it; its session is closed by then. */
    public static <T> Uni<T> of(Mutiny.SessionFactory sessions, Function<Mutiny.Session, Uni<T>> questions) {
        return sessions.withTransaction(session ->
                questions.apply(session.setFlushMode(FlushMode.MANUAL).setDefaultReadOnly(true)));
    }
}
