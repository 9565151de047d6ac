package io.ringfence.projection.query;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.verdict.Entry;
import io.ringfence.policy.verdict.EvaluationOrder;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.projection.query.EffectivePolicy.GroupReference;
import io.ringfence.projection.query.EffectivePolicy.Kind;
import io.ringfence.projection.query.EffectivePolicy.PolicyEntry;
import io.ringfence.projection.rows.InstanceRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The instance's own row joined with its group's policy: nothing is kept for each instance. */
@ApplicationScoped
public class EffectivePolicyQuery {
    private final Watermarks watermarks;

    @Inject
    public EffectivePolicyQuery(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    Uni<EffectivePolicy> of(Mutiny.Session session, InstanceRow instance, AsOf time) {
        return PartialImage.of(session, time, List.of(instance))
                .chain(part -> references(session, part, time)
                        .chain(references -> watermarks
                                .read(session, time)
                                .map(watermark -> policy(instance, part, time, references, watermark))));
    }

    private static EffectivePolicy policy(
            InstanceRow instance, PartialImage part, AsOf time, List<GroupReference> references, Watermark watermark) {
        SecurityGroupId id = new SecurityGroupId(instance.securityGroupId);
        GroupImage group = part.image().groups().get(id);
        RuleSetImage rules = part.image().ruleSets().get(id);
        return new EffectivePolicy(
                instance.id,
                instance.securityGroupId,
                instance.vpcId,
                time.instant(),
                part.revisions(),
                group == null ? null : group.type().name(),
                group == null ? null : group.innerAccessPolicy().name(),
                entries(group, rules, Direction.INGRESS, time),
                entries(group, rules, Direction.EGRESS, time),
                references,
                watermark);
    }

    private static List<PolicyEntry> entries(
            @Nullable GroupImage group, @Nullable RuleSetImage rules, Direction direction, AsOf time) {
        if (group == null || rules == null) {
            return List.of(new PolicyEntry(Kind.POLICY_UNKNOWN, Verdict.DROP, null));
        }
        return EvaluationOrder.LAW.entries(group, rules, direction, time.instant()).stream()
                .map(EffectivePolicyQuery::entry)
                .toList();
    }

    private static PolicyEntry entry(Entry entry) {
        Kind kind = switch (entry.kind()) {
            case INNER_ACCESS -> Kind.INNER_ACCESS;
            case RULE -> Kind.RULE;
            case DEFAULT -> Kind.DEFAULT;
        };
        return new PolicyEntry(kind, entry.verdict(), entry.rule());
    }

    private static Uni<List<GroupReference>> references(Mutiny.Session session, PartialImage part, AsOf time) {
        Set<String> named = part.image().ruleSets().values().stream()
                .flatMap(rules -> rules.rules().values().stream())
                .map(rule -> rule.spec().peer())
                .filter(Peer.GroupPeer.class::isInstance)
                .map(peer -> ((Peer.GroupPeer) peer).securityGroupId().value())
                .collect(Collectors.toCollection(TreeSet::new));
        if (named.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createSelectionQuery(
                        "select r.securityGroupId, count(*) from InstanceRow r where r.securityGroupId in :groups and "
                                + time.holds("r") + " group by r.securityGroupId",
                        Object[].class)
                .setParameter("groups", named)
                .setParameter("validAt", time.validAt())
                .getResultList()
                .map(rows -> references(named, rows));
    }

    private static List<GroupReference> references(Set<String> named, List<Object[]> counts) {
        Map<String, Long> members = new HashMap<>();
        counts.forEach(row -> members.put((String) row[0], (Long) row[1]));
        return named.stream()
                .map(group -> new GroupReference(group, members.getOrDefault(group, 0L)))
                .toList();
    }
}
