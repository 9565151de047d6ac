package io.ringfence.projection.enforcement;

import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.VersionRow;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The hosts that a change concerns, by the instances that live now (architecture, rule 10). */
public final class DesiredHosts {
    private static final String LIVE = "select distinct i.host from InstanceRow i where i.validTo = " + VersionRow.OPEN
            + " and i.host is not null";
    private static final String OF_GROUP = LIVE + " and i.securityGroupId = :id";
    private static final String OF_INSTANCE = LIVE + " and i.id = :id";
    private static final String OF_GROUPS_NAMING = LIVE + " and i.securityGroupId in"
            + " (select r.securityGroupId from RuleRow r where r.validTo = " + VersionRow.OPEN + " and r.peerId = :id)";

    private DesiredHosts() {}

    /** In the order of their names. */
    public static Uni<List<String>> of(Mutiny.Session session, HistoryRow change) {
        String id = change.aggregate().id();
        return switch (change.aggregate().kind()) {
            case GROUP, RULES -> hosts(session, OF_GROUP, id);
            case PREFIX_LIST, MEMBERSHIP -> hosts(session, OF_GROUPS_NAMING, id);
            case INSTANCE ->
                hosts(session, OF_INSTANCE, id)
                        .chain(own -> hosts(session, OF_GROUPS_NAMING, Objects.requireNonNull(change.securityGroupId))
                                .map(others -> Stream.concat(own.stream(), others.stream())
                                        .distinct()
                                        .sorted()
                                        .toList()));
        };
    }

    private static Uni<List<String>> hosts(Mutiny.Session session, String query, String id) {
        return session.createSelectionQuery(query + " order by i.host", String.class)
                .setParameter("id", id)
                .getResultList();
    }
}
