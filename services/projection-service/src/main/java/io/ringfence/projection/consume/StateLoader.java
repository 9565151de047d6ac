package io.ringfence.projection.consume;

import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.feed.Positions;
import io.ringfence.policy.image.Hold;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.projection.rows.AggregateRow;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.Images;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.MembershipRow;
import io.ringfence.projection.rows.PositionRow;
import io.ringfence.projection.rows.PrefixListRow;
import io.ringfence.projection.rows.ReadTransaction;
import io.ringfence.projection.rows.RuleSetRow;
import io.ringfence.projection.rows.VersionRow;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.pcollections.PSortedMap;

/** Reads what the flow has to know before it writes: positions, and the state of what a batch touches and is not known yet. */
final class StateLoader {
    private final Mutiny.SessionFactory sessions;
    private final Schema schema;

    StateLoader(Mutiny.SessionFactory sessions, Schema schema) {
        this.sessions = sessions;
        this.schema = schema;
    }

    Uni<Positions> positions() {
        return ReadTransaction.of(
                sessions,
                session -> schema.enter(session)
                        .chain(() -> session.createSelectionQuery("from PositionRow", PositionRow.class)
                                .getResultList())
                        .map(rows -> Positions.of(
                                rows.stream().map(PositionRow::position).toList())));
    }

    /** Adds the state of aggregates that are not known yet. */
    Uni<Void> load(Set<AggregateRef> unknown, RecentState into) {
        return ReadTransaction.of(
                sessions, session -> schema.enter(session).chain(() -> new Loading(session, unknown, into).load()));
    }

    /** One load; its session asks one question at a time. Ids go as one array, however many they are. */
    private static final class Loading {
        private final Mutiny.Session session;
        private final Set<AggregateRef> wanted;
        private final RecentState into;
        private PolicyImage image;

        Loading(Mutiny.Session session, Set<AggregateRef> wanted, RecentState into) {
            this.session = session;
            this.wanted = wanted;
            this.into = into;
            this.image = into.image();
        }

        Uni<Void> load() {
            return aggregates()
                    .chain(() -> open(AggregateKind.GROUP, "group_version", GroupRow.class))
                    .invoke(rows -> rows.forEach(this::add))
                    .chain(this::ruleSets)
                    .invoke(rows -> rows.forEach(row -> image = image.with(Images.of(row, List.of()))))
                    .chain(() -> open(AggregateKind.MEMBERSHIP, "membership_version", MembershipRow.class))
                    .invoke(rows -> rows.forEach(row -> image = image.with(Images.of(row))))
                    .chain(() -> open(AggregateKind.PREFIX_LIST, "prefix_list_version", PrefixListRow.class))
                    .invoke(rows -> rows.forEach(row -> image = image.with(Images.of(row))))
                    .chain(() -> open(AggregateKind.INSTANCE, "instance_version", InstanceRow.class))
                    .invoke(rows -> rows.forEach(row -> image = image.with(Images.of(row))))
                    .invoke(() -> into.loaded(wanted, image))
                    .replaceWithVoid();
        }

        private void add(GroupRow row) {
            image = image.with(Images.of(row));
            into.groupCreatedAt().put(row.id, row.createdAt);
        }

        private Uni<Void> aggregates() {
            List<String> refs = wanted.stream().map(AggregateRef::toString).toList();
            return session.createNativeQuery("select * from aggregate where ref = any(:refs)", AggregateRow.class)
                    .setParameter("refs", refs.toArray(String[]::new))
                    .getResultList()
                    .invoke(this::addAggregates)
                    .replaceWithVoid();
        }

        private void addAggregates(List<AggregateRow> rows) {
            PSortedMap<AggregateRef, Long> gone = image.gone();
            PSortedMap<AggregateRef, Hold> held = image.held();
            for (AggregateRow row : rows) {
                AggregateRef aggregate = AggregateRef.parse(row.ref);
                into.chains().put(aggregate, row.chain());
                if (row.gone) {
                    gone = gone.plus(aggregate, row.revision);
                }
                if (row.heldReason != null) {
                    held = held.plus(aggregate, new Hold(row.heldReason, row.heals));
                }
            }
            image = new PolicyImage(
                    image.groups(),
                    image.ruleSets(),
                    image.memberships(),
                    image.prefixLists(),
                    image.inventory(),
                    gone,
                    held);
        }

        private <R extends VersionRow> Uni<List<R>> open(AggregateKind kind, String table, Class<R> type) {
            return all(
                    kind,
                    session.createNativeQuery(
                            "select * from " + table + " where id = any(:ids) and valid_to = " + VersionRow.OPEN,
                            type));
        }

        private Uni<List<RuleSetRow>> ruleSets() {
            return all(
                    AggregateKind.RULES,
                    session.createNativeQuery(RuleSetRow.HELD, RuleSetRow.class)
                            .setParameter("at", VersionRow.OPEN - 1));
        }

        private <R> Uni<List<R>> all(AggregateKind kind, Mutiny.SelectionQuery<R> query) {
            String[] ids = wanted.stream()
                    .filter(aggregate -> aggregate.kind() == kind)
                    .map(AggregateRef::id)
                    .toArray(String[]::new);
            return ids.length == 0
                    ? Uni.createFrom().item(List.of())
                    : query.setParameter("ids", ids).getResultList();
        }
    }
}
