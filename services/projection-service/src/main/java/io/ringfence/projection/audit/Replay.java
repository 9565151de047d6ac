package io.ringfence.projection.audit;

import io.ringfence.projection.query.Paging;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.ReadTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The history once more, as fast as it is taken: a chunk is read when the one before it has gone out. */
@ApplicationScoped
class Replay {
    private static final int CHUNK = 500;

    private final Mutiny.SessionFactory sessions;
    private final TouchedQuery touched;

    @Inject
    Replay(Mutiny.SessionFactory sessions, TouchedQuery touched) {
        this.sessions = sessions;
        this.touched = touched;
    }

    /** What the filter lets through, from behind a place to where the history ends. */
    Multi<ReplayedChange> of(AuditFilter filter, String after) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new Progress(after),
                        progress -> next(filter, progress.place).invoke(progress::moveTo))
                .until(List::isEmpty)
                .onItem()
                .transformToUniAndConcatenate(this::replayed)
                .onItem()
                .transformToIterable(chunk -> chunk);
    }

    private Uni<List<HistoryRow>> next(AuditFilter filter, String after) {
        return ReadTransaction.of(
                sessions,
                session -> filter.query(session, HistoryRow.class, after, CHUNK).getResultList());
    }

    private Uni<List<ReplayedChange>> replayed(List<HistoryRow> rows) {
        return ReadTransaction.of(sessions, session -> Versions.of(session, rows))
                .chain(versions -> touched.of(rows)
                        .map(found -> rows.stream()
                                .map(row -> new ReplayedChange(
                                        AuditEntry.of(row, versions.around(row)),
                                        found.getOrDefault(row.place, TouchedInstances.NONE),
                                        Paging.cursor(row.place)))
                                .toList()));
    }

    /** How far a replay has come. */
    private static final class Progress {
        private String place;

        Progress(String place) {
            this.place = place;
        }

        void moveTo(List<HistoryRow> rows) {
            if (!rows.isEmpty()) {
                place = rows.get(rows.size() - 1).place;
            }
        }
    }
}
