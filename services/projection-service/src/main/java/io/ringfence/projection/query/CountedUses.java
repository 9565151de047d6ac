package io.ringfence.projection.query;

import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Micros;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.lint.LintSubject.CountedUse;
import io.ringfence.projection.enforcement.HostReports;
import io.ringfence.projection.rows.VersionRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The use of the rules of some groups, of those rules alone that every host of their group counts and still speaks of: a
 * host tells of a counter only when it moves, so that the silence of one that is gone would say that nothing was used.
 */
@ApplicationScoped
public class CountedUses {
    private final HostReports reports;
    private final Duration staleAfter;

    @Inject
    CountedUses(
            HostReports reports,
            @ConfigProperty(name = "ringfence.enforcement.stale-after", defaultValue = "30s") Duration staleAfter) {
        this.reports = reports;
        this.staleAfter = staleAfter;
    }

    /** What one host says of a rule; since when it counts it, or null where it does not any more. */
    private record Told(
            String host, @Nullable Long since, @Nullable Long lastUsedAt) {}

    /** By rule; as of now, whatever the image is of. */
    Uni<Map<RuleId, CountedUse>> of(Mutiny.Session session, PartialImage part, Collection<SecurityGroupId> groups) {
        return hosts(session, groups)
                .chain(hosts -> told(session, part.image(), groups).map(told -> uses(part, groups, hosts, told)));
    }

    private static Uni<Map<String, Set<String>>> hosts(Mutiny.Session session, Collection<SecurityGroupId> groups) {
        return session.createNativeQuery(
                        "select distinct i.security_group_id, i.host from instance_version i"
                                + " where i.security_group_id = any(:groups) and i.valid_to = " + VersionRow.OPEN
                                + " and i.host is not null",
                        Object[].class)
                .setParameter(
                        "groups", groups.stream().map(SecurityGroupId::value).toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, Set<String>> hosts = new HashMap<>();
                    rows.forEach(row -> hosts.computeIfAbsent((String) row[0], none -> new TreeSet<>())
                            .add((String) row[1]));
                    return hosts;
                });
    }

    private static Uni<Map<String, Set<Told>>> told(
            Mutiny.Session session, PolicyImage image, Collection<SecurityGroupId> groups) {
        String[] rules = groups.stream()
                .map(image.ruleSets()::get)
                .filter(set -> set != null)
                .flatMap(set -> set.rules().keySet().stream())
                .map(RuleId::value)
                .toArray(String[]::new);
        return session.createNativeQuery(
                        "select u.rule_id, u.host, case when u.counting then u.counted_since end, u.last_used_at"
                                + " from rule_usage u where u.rule_id = any(:rules)",
                        Object[].class)
                .setParameter("rules", rules)
                .getResultList()
                .map(rows -> {
                    Map<String, Set<Told>> told = new HashMap<>();
                    rows.forEach(row -> told.computeIfAbsent((String) row[0], none -> new HashSet<>())
                            .add(new Told((String) row[1], (Long) row[2], (Long) row[3])));
                    return told;
                });
    }

    private Map<RuleId, CountedUse> uses(
            PartialImage part,
            Collection<SecurityGroupId> groups,
            Map<String, Set<String>> hosts,
            Map<String, Set<Told>> told) {
        Map<RuleId, CountedUse> uses = new HashMap<>();
        Instant now = Instant.now();
        for (SecurityGroupId group : groups) {
            Set<String> enforcing = hosts.getOrDefault(group.value(), Set.of());
            if (enforcing.isEmpty() || !enforcing.stream().allMatch(host -> isHeard(host, now))) {
                continue;
            }
            for (RuleId rule : part.rules(group)) {
                CountedUse use = use(
                        enforcing,
                        told.getOrDefault(rule.value(), Set.of()),
                        part.change(rule).at());
                if (use != null) {
                    uses.put(rule, use);
                }
            }
        }
        return uses;
    }

    private boolean isHeard(String host, Instant now) {
        Instant seen = reports.lastSeen(host);
        return seen != null && !seen.plus(staleAfter).isBefore(now);
    }

    private static @Nullable CountedUse use(Set<String> enforcing, Set<Told> told, Instant ruleSince) {
        Set<String> counting = new HashSet<>();
        long since = Micros.of(ruleSince);
        long lastUsedAt = Long.MIN_VALUE;
        for (Told of : told) {
            if (of.since != null && enforcing.contains(of.host)) {
                counting.add(of.host);
                since = Math.max(since, of.since);
            }
            lastUsedAt = Math.max(lastUsedAt, of.lastUsedAt == null ? Long.MIN_VALUE : of.lastUsedAt);
        }
        return counting.containsAll(enforcing)
                ? new CountedUse(
                        Micros.toInstant(since), lastUsedAt == Long.MIN_VALUE ? null : Micros.toInstant(lastUsedAt))
                : null;
    }
}
