package io.ringfence.projection.enforcement;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.Unknown;
import io.ringfence.projection.query.Watermark;
import io.ringfence.projection.query.Watermarks;
import io.ringfence.projection.rows.HistoryRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Holds what was decided against what the hosts say. A session asks one question at a time. */
@ApplicationScoped
public class EnforcementQuery {
    /** How many revisions back it is told which of them a host that lags has. */
    private static final int REMEMBERED = 100;

    private final HostReports reports;
    private final FailureSubjects subjects;
    private final Watermarks watermarks;
    private final Duration staleAfter;

    @Inject
    EnforcementQuery(
            HostReports reports,
            Watermarks watermarks,
            @ConfigProperty(name = "ringfence.enforcement.stale-after", defaultValue = "30s") Duration staleAfter) {
        this.reports = reports;
        this.subjects = new FailureSubjects(reports);
        this.watermarks = watermarks;
        this.staleAfter = staleAfter;
    }

    /**
     * How a change stands on the hosts.
     *
     * @param revision null for the last one of the aggregate
     */
    public Uni<Enforcement> of(
            Mutiny.Session session, AccountId account, AggregateRef aggregate, @Nullable Long revision) {
        return changes(session, account, aggregate, revision)
                .chain(changes -> DesiredHosts.of(session, changes.get(0))
                        .chain(hosts -> subjects.of(session, changes.get(0), hosts)
                                .chain(concerned -> watermarks
                                        .read(session, AsOf.present())
                                        .map(watermark -> judge(changes, hosts, concerned, watermark)))));
    }

    /** The change and those of the same aggregate before it, newest first. */
    private static Uni<List<HistoryRow>> changes(
            Mutiny.Session session, AccountId account, AggregateRef aggregate, @Nullable Long revision) {
        return session.createSelectionQuery(
                        "from HistoryRow h where h.account = :account and h.aggregate = :aggregate"
                                + " and h.revision <= :revision order by h.revision desc",
                        HistoryRow.class)
                .setParameter("account", account.value())
                .setParameter("aggregate", aggregate.toString())
                .setParameter("revision", revision == null ? Long.MAX_VALUE : revision)
                .setMaxResults(REMEMBERED)
                .getResultList()
                .invoke(found -> {
                    if (revision == null && found.isEmpty()) {
                        throw Unknown.group(aggregate.id());
                    }
                    if (revision != null && (found.isEmpty() || found.get(0).revision != revision)) {
                        throw Problem.of(
                                        ProblemCode.NOT_FOUND,
                                        "There is no " + aggregate + "@" + revision + " here yet")
                                .at("revision")
                                .refusal();
                    }
                });
    }

    private Enforcement judge(
            List<HistoryRow> changes, List<String> hosts, Set<String> concerned, Watermark watermark) {
        HistoryRow change = changes.get(0);
        HostJudge judge = new HostJudge(
                change.position(),
                change.revision,
                Micros.toInstant(change.occurredAt),
                concerned,
                staleAfter,
                Instant.now());
        List<HostEnforcement> judged = hosts.stream()
                .map(host -> judge.judge(host, reports.of(host), last(changes, reports.of(host))))
                .toList();
        return Enforcement.of(new Revision(change.aggregate(), change.revision), judged, watermark);
    }

    private static @Nullable Long last(List<HistoryRow> changes, @Nullable HostState known) {
        return known == null
                ? null
                : changes.stream()
                        .filter(change -> known.hasReached(change.position()))
                        .findFirst()
                        .map(change -> change.revision)
                        .orElse(null);
    }
}
