package io.ringfence.projection.snapshot;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.policy.image.Hold;
import io.ringfence.policy.image.ImageLine;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.RowQuery;
import io.ringfence.projection.query.RuleQuery;
import io.ringfence.projection.rows.AggregateRow;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.Images;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.MembershipRow;
import io.ringfence.projection.rows.PositionRow;
import io.ringfence.projection.rows.PrefixListRow;
import io.ringfence.projection.rows.ReadTransaction;
import io.ringfence.projection.rows.RuleRow;
import io.ringfence.projection.rows.RuleSetRow;
import io.ringfence.projection.rows.VersionRow;
import io.ringfence.projection.snapshot.SnapshotLine.Place;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Reads the image piece by piece, each piece in a transaction of its own, however large it all is. The positions are
 * read first and what is gone last: every aggregate comes as it was at the positions or later, and whoever reads on from
 * there drops, by revision, what it has already (ADR 0017).
 */
@ApplicationScoped
class Snapshot {
    private static final int PIECE = 500;

    private final Mutiny.SessionFactory sessions;

    @Inject
    Snapshot(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** A piece is read when the one before it has gone out. */
    Multi<SnapshotLine> lines() {
        AtomicLong count = new AtomicLong();
        Multi<SnapshotLine> counted = Multi.createBy()
                .concatenating()
                .streams(positions().toMulti(), image().map(SnapshotLine::of))
                .onItem()
                .invoke(count::incrementAndGet);
        Uni<SnapshotLine> last = Uni.createFrom().item(() -> new SnapshotLine(null, null, count.get()));
        return Multi.createBy().concatenating().streams(counted, last.toMulti());
    }

    private Uni<SnapshotLine> positions() {
        return ReadTransaction.of(
                sessions,
                session -> session.createSelectionQuery(
                                "from PositionRow p order by p.topic, p.partition", PositionRow.class)
                        .getResultList()
                        .map(rows -> new SnapshotLine(
                                rows.stream().map(Snapshot::place).toList(), null, null)));
    }

    private static Place place(PositionRow row) {
        return new Place(row.topic, row.topicId, Math.toIntExact(row.partition), row.nextOffset);
    }

    private Multi<ImageLine> image() {
        return Multi.createBy()
                .concatenating()
                .streams(
                        versions(GroupRow.class, row -> ImageLine.of(Images.of(row))),
                        pieces(this::ruleSets),
                        versions(MembershipRow.class, row -> ImageLine.of(Images.of(row))),
                        versions(PrefixListRow.class, row -> ImageLine.of(Images.of(row))),
                        versions(InstanceRow.class, row -> ImageLine.of(Images.of(row))),
                        pieces(Snapshot::goneAndHeld));
    }

    private <R extends VersionRow> Multi<ImageLine> versions(Class<R> type, Function<R, ImageLine> line) {
        return pieces((session, after) -> open(session, type, after)
                .map(rows -> rows.stream()
                        .map(row -> new Line(row.id, List.of(line.apply(row))))
                        .toList()));
    }

    private static <R extends VersionRow> Uni<List<R>> open(Mutiny.Session session, Class<R> type, String after) {
        return new RowQuery<>(type, AsOf.present())
                .where("r.id > :after", "after", after)
                .orderBy("id")
                .limit(PIECE)
                .list(session);
    }

    /** A rule set with all its rules: one whose deadline has passed goes when its event says so. */
    private Uni<List<Line>> ruleSets(Mutiny.Session session, String after) {
        return session.createNativeQuery(
                        "select substr(a.ref, 7) from aggregate a where a.ref like 'rules:%' and not a.gone"
                                + " and a.ref > 'rules:' || :after order by a.ref",
                        String.class)
                .setParameter("after", after)
                .setMaxResults(PIECE)
                .getResultList()
                .chain(groups -> RuleQuery.sets(groups, AsOf.present()).ask(session))
                .chain(sets -> sets.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : new RowQuery<>(RuleRow.class, AsOf.present())
                                .whereAny(
                                        "security_group_id",
                                        sets.stream().map(row -> row.id).toList())
                                .list(session)
                                .map(rules -> withRules(sets, rules)));
    }

    private static List<Line> withRules(List<RuleSetRow> sets, List<RuleRow> rules) {
        Map<String, List<RuleRow>> byGroup = rules.stream().collect(Collectors.groupingBy(row -> row.securityGroupId));
        return sets.stream()
                .map(row -> new Line(
                        row.id,
                        List.of(ImageLine.of(Images.of(
                                row,
                                byGroup.getOrDefault(row.id, List.of()).stream()
                                        .map(RuleRow::rule)
                                        .toList())))))
                .toList();
    }

    private static Uni<List<Line>> goneAndHeld(Mutiny.Session session, String after) {
        return session.createSelectionQuery(
                        "from AggregateRow r where (r.gone or r.heldReason is not null) and r.ref > :after"
                                + " order by r.ref",
                        AggregateRow.class)
                .setParameter("after", after)
                .setMaxResults(PIECE)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Line(row.ref, goneAndHeld(row)))
                        .toList());
    }

    private static List<ImageLine> goneAndHeld(AggregateRow row) {
        AggregateRef aggregate = AggregateRef.parse(row.ref);
        List<ImageLine> lines = new ArrayList<>();
        if (row.gone) {
            lines.add(ImageLine.gone(new Revision(aggregate, row.revision)));
        }
        if (row.heldReason != null) {
            lines.add(ImageLine.held(aggregate, new Hold(row.heldReason, row.heals)));
        }
        return lines;
    }

    private Multi<ImageLine> pieces(Piece piece) {
        return Multi.createBy()
                .repeating()
                .uni(
                        Progress::new,
                        progress -> ReadTransaction.of(sessions, session -> piece.after(session, progress.key))
                                .invoke(progress::moveTo))
                .until(List::isEmpty)
                .onItem()
                .transformToIterable(lines -> lines)
                .onItem()
                .transformToIterable(Line::image);
    }

    /** Reads what comes behind a key; nothing at the end. */
    @FunctionalInterface
    private interface Piece {
        Uni<List<Line>> after(Mutiny.Session session, String key);
    }

    /** What one row comes to, and the row's key. */
    private record Line(String key, List<ImageLine> image) {}

    /** How far the rows of a kind have been read. */
    private static final class Progress {
        private String key = "";

        void moveTo(List<Line> lines) {
            if (!lines.isEmpty()) {
                key = lines.get(lines.size() - 1).key();
            }
        }
    }
}
