package io.ringfence.projection.enforcement;

import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.VersionRow;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a failure may be about to concern a change: the group in all its kinds, and those of its members that failed. */
final class FailureSubjects {
    private static final String INSTANCE = "instance:";

    private final HostReports reports;

    FailureSubjects(HostReports reports) {
        this.reports = reports;
    }

    /** @param hosts that the change concerns */
    Uni<Set<String>> of(Mutiny.Session session, HistoryRow change, List<String> hosts) {
        Set<String> subjects = new HashSet<>();
        subjects.add(change.aggregate);
        String group = change.securityGroupId;
        if (group == null) {
            return Uni.createFrom().item(subjects);
        }
        List.of("group:", "rules:", "membership:").forEach(kind -> subjects.add(kind + group));
        return membersAmong(session, group, failedInstances(hosts)).map(members -> {
            members.forEach(member -> subjects.add(INSTANCE + member));
            return subjects;
        });
    }

    private static Uni<List<String>> membersAmong(Mutiny.Session session, String group, Set<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createSelectionQuery(
                                "select i.id from InstanceRow i where i.id in :ids and i.securityGroupId = :group"
                                        + " and i.validTo = " + VersionRow.OPEN,
                                String.class)
                        .setParameter("ids", ids)
                        .setParameter("group", group)
                        .getResultList();
    }

    private Set<String> failedInstances(List<String> hosts) {
        return hosts.stream()
                .map(reports::of)
                .filter(Objects::nonNull)
                .flatMap(known -> known.report().failures().stream())
                .map(Failure::subject)
                .filter(subject -> subject.startsWith(INSTANCE))
                .map(subject -> subject.substring(INSTANCE.length()))
                .collect(Collectors.toSet());
    }
}
