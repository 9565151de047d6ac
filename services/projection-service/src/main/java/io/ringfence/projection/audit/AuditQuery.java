package io.ringfence.projection.audit;

import io.ringfence.events.value.InvalidValue;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.Page;
import io.ringfence.projection.query.Paging;
import io.ringfence.projection.query.Watermarks;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.RefusalRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What was done and what was refused, in the order of their times. A session asks one question at a time. */
@ApplicationScoped
class AuditQuery {
    private final Watermarks watermarks;

    @Inject
    AuditQuery(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    /** What became of a command. */
    enum Result {
        ACCEPTED,
        REFUSED;

        static Result parse(String text) {
            return switch (text.toUpperCase(Locale.ROOT)) {
                case "ACCEPTED" -> ACCEPTED;
                case "REFUSED" -> REFUSED;
                default -> throw new InvalidValue("must be ACCEPTED or REFUSED, and not '" + text + "'");
            };
        }
    }

    /** An entry and its place. */
    private record Told(String place, AuditEntry entry) {}

    /** @param only null for both */
    Uni<Page<AuditEntry>> page(Mutiny.Session session, AuditFilter filter, @Nullable Result only, Paging paging) {
        return accepted(session, filter, only, paging)
                .chain(events ->
                        refused(session, filter, only, paging).map(refusals -> inOrder(events, refusals, paging)))
                .chain(all -> watermarks
                        .read(session, AsOf.present())
                        .map(watermark -> paging.page(all, Told::place, Told::entry, watermark)));
    }

    private static List<Told> inOrder(List<Told> events, List<Told> refusals, Paging paging) {
        return Stream.concat(events.stream(), refusals.stream())
                .sorted(Comparator.comparing(Told::place))
                .limit(paging.rows())
                .toList();
    }

    private static Uni<List<Told>> accepted(
            Mutiny.Session session, AuditFilter filter, @Nullable Result only, Paging paging) {
        if (only == Result.REFUSED) {
            return Uni.createFrom().item(List.of());
        }
        return filter.query(session, HistoryRow.class, paging.after(), paging.rows())
                .getResultList()
                .chain(rows -> Versions.of(session, rows)
                        .map(versions -> rows.stream()
                                .map(row -> new Told(row.place, AuditEntry.of(row, versions.around(row))))
                                .toList()));
    }

    private static Uni<List<Told>> refused(
            Mutiny.Session session, AuditFilter filter, @Nullable Result only, Paging paging) {
        if (only == Result.ACCEPTED) {
            return Uni.createFrom().item(List.of());
        }
        return filter.query(session, RefusalRow.class, paging.after(), paging.rows())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Told(row.place, AuditEntry.of(row)))
                        .toList());
    }
}
