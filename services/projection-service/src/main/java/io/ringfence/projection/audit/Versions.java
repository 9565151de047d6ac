package io.ringfence.projection.audit;

import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.RuleId;
import io.ringfence.projection.query.InstanceView;
import io.ringfence.projection.query.PrefixListView;
import io.ringfence.projection.query.RuleView;
import io.ringfence.projection.query.SecurityGroupView;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.PrefixListRow;
import io.ringfence.projection.rows.RuleRow;
import io.ringfence.projection.rows.VersionRow;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The versions that some events ended and began. A version says both by itself: it begins with its revision, and ends at
 * the time of the event that ended it.
 */
final class Versions {
    private final Map<AggregateRef, List<Version>> versions = new HashMap<>();

    /** A version and what is shown of it. */
    private record Version(VersionRow row, Object view) {}

    private Versions() {}

    /** Reads what these events touched; a session asks one question at a time. */
    static Uni<Versions> of(Mutiny.Session session, List<HistoryRow> events) {
        Versions found = new Versions();
        return found.single(session, events, AggregateKind.GROUP, GroupRow.class, SecurityGroupView::of)
                .chain(() -> found.single(session, events, AggregateKind.INSTANCE, InstanceRow.class, InstanceView::of))
                .chain(() -> found.single(
                        session, events, AggregateKind.PREFIX_LIST, PrefixListRow.class, PrefixListView::of))
                .chain(() -> found.rules(session, events))
                .replaceWith(found);
    }

    /** How what an event touched was before, and is after. */
    BeforeAndAfter around(HistoryRow event) {
        List<Version> all = versions.getOrDefault(event.aggregate(), List.of());
        return new BeforeAndAfter(
                views(all.stream()
                        .filter(version -> version.row().validTo == event.occurredAt)
                        .filter(version -> version.row().revision < event.revision)),
                views(all.stream().filter(version -> version.row().revision == event.revision)));
    }

    private static List<Object> views(Stream<Version> versions) {
        return versions.map(Version::view).toList();
    }

    private <R extends VersionRow> Uni<Void> single(
            Mutiny.Session session,
            List<HistoryRow> events,
            AggregateKind kind,
            Class<R> type,
            Function<R, Object> view) {
        Set<String> ids = new HashSet<>();
        Set<Long> revisions = new HashSet<>();
        for (HistoryRow event : events) {
            if (event.aggregate().kind() == kind) {
                ids.add(event.aggregate().id());
                revisions.add(event.revision - 1);
                revisions.add(event.revision);
            }
        }
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createSelectionQuery(
                        "from " + type.getSimpleName() + " r where r.id in :ids and r.revision in :revisions", type)
                .setParameter("ids", ids)
                .setParameter("revisions", revisions)
                .getResultList()
                .invoke(rows -> rows.forEach(row -> add(new AggregateRef(kind, row.id), row, view.apply(row))))
                .replaceWithVoid();
    }

    private Uni<Void> rules(Mutiny.Session session, List<HistoryRow> events) {
        Set<String> groups = new HashSet<>();
        Set<Long> revisions = new HashSet<>();
        Set<String> rules = new HashSet<>();
        for (HistoryRow event : events) {
            if (event.aggregate().kind() == AggregateKind.RULES) {
                groups.add(event.aggregate().id());
                revisions.add(event.revision);
                rules.addAll(ended((RuleSetEvent) event.event()));
            }
        }
        if (groups.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createSelectionQuery(
                        "from RuleRow r where r.securityGroupId in :groups"
                                + " and (r.revision in :revisions or r.id in :rules)",
                        RuleRow.class)
                .setParameter("groups", groups)
                .setParameter("revisions", revisions)
                .setParameter("rules", rules)
                .getResultList()
                .invoke(rows -> rows.forEach(
                        row -> add(new AggregateRef(AggregateKind.RULES, row.securityGroupId), row, RuleView.of(row))))
                .replaceWithVoid();
    }

    private static Collection<String> ended(RuleSetEvent event) {
        if (event instanceof RulesRevoked revoked) {
            return revoked.ruleIds().stream().map(RuleId::value).toList();
        }
        if (event instanceof RuleModified modified) {
            return List.of(modified.rule().ruleId().value());
        }
        return event instanceof RuleExpired expired ? List.of(expired.ruleId().value()) : List.of();
    }

    private void add(AggregateRef aggregate, VersionRow row, Object view) {
        versions.computeIfAbsent(aggregate, first -> new ArrayList<>()).add(new Version(row, view));
    }
}
