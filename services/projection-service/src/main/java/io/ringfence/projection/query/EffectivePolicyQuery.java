package io.ringfence.projection.query;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.GroupImage;
import io.ringfence.policy.image.Provenance;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.verdict.Entry;
import io.ringfence.policy.verdict.EvaluationOrder;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.projection.query.EffectivePolicy.GroupReference;
import io.ringfence.projection.query.EffectivePolicy.Kind;
import io.ringfence.projection.query.EffectivePolicy.PolicyEntry;
import io.ringfence.projection.query.Together.Part;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.InstanceRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        return PartialImage.of(session, time, List.of(instance)).chain(part -> of(session, instance, part, time));
    }

    private Uni<EffectivePolicy> of(Mutiny.Session session, InstanceRow instance, PartialImage part, AsOf time) {
        Set<String> named = named(part);
        Together together = new Together();
        Part<GroupRow> versions = together.add(GroupOrigins.versions(instance.securityGroupId, time));
        Part<MemberCount> members = together.add(MemberCount.of(named, time));
        return together.ask(session)
                .map(asked -> policy(
                        instance,
                        part,
                        GroupOrigins.of(versions.rows()),
                        time,
                        references(named, members.rows()),
                        watermarks.of(part.positions(), time)));
    }

    private static EffectivePolicy policy(
            InstanceRow instance,
            PartialImage part,
            GroupOrigins origins,
            AsOf time,
            List<GroupReference> references,
            Watermark watermark) {
        GroupImage group = group(instance, part);
        return new EffectivePolicy(
                instance.id,
                instance.securityGroupId,
                instance.vpcId,
                time.instant(),
                part.revisions(),
                group == null ? null : group.type().name(),
                group == null ? null : group.innerAccessPolicy().name(),
                entries(group, part, origins, Direction.INGRESS, time),
                entries(group, part, origins, Direction.EGRESS, time),
                references,
                watermark);
    }

    private static @Nullable GroupImage group(InstanceRow instance, PartialImage part) {
        return part.image().groups().get(new SecurityGroupId(instance.securityGroupId));
    }

    private static List<PolicyEntry> entries(
            @Nullable GroupImage group, PartialImage part, GroupOrigins origins, Direction direction, AsOf time) {
        RuleSetImage rules = group == null ? null : part.image().ruleSets().get(group.securityGroupId());
        if (group == null || rules == null) {
            return List.of(new PolicyEntry(Kind.POLICY_UNKNOWN, Verdict.DROP, null, null, null, null));
        }
        return EvaluationOrder.LAW.entries(group, rules, direction, time.instant()).stream()
                .map(entry -> entry(group.securityGroupId(), entry, part, origins))
                .toList();
    }

    private static PolicyEntry entry(SecurityGroupId id, Entry entry, PartialImage part, GroupOrigins origins) {
        AggregateRef group = AggregateRef.group(id);
        return switch (entry.kind()) {
            case INNER_ACCESS -> entry(Kind.INNER_ACCESS, entry, group, origins.innerAccess());
            case DEFAULT -> entry(Kind.DEFAULT, entry, group, origins.created());
            case RULE ->
                entry(
                        Kind.RULE,
                        entry,
                        AggregateRef.rules(id),
                        part.change(Objects.requireNonNull(entry.rule()).ruleId()));
        };
    }

    private static PolicyEntry entry(Kind kind, Entry entry, AggregateRef aggregate, @Nullable Provenance change) {
        return change == null
                ? new PolicyEntry(kind, entry.verdict(), entry.rule(), null, null, null)
                : new PolicyEntry(
                        kind,
                        entry.verdict(),
                        entry.rule(),
                        new Revision(aggregate, change.revision()),
                        change.at(),
                        change.actor());
    }

    private static List<GroupReference> references(Set<String> named, List<MemberCount> counts) {
        Map<String, Long> members = counts.stream().collect(Collectors.toMap(MemberCount::group, MemberCount::members));
        return named.stream()
                .map(group -> new GroupReference(group, members.getOrDefault(group, 0L)))
                .toList();
    }

    private static Set<String> named(PartialImage part) {
        return part.image().ruleSets().values().stream()
                .flatMap(rules -> rules.rules().values().stream())
                .map(rule -> rule.spec().peer())
                .filter(Peer.GroupPeer.class::isInstance)
                .map(peer -> ((Peer.GroupPeer) peer).securityGroupId().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The members of a group that the instance's rules name: the addresses that the rules stand for. */
    Uni<Page<GroupMember>> members(
            Mutiny.Session session, InstanceRow instance, String group, AsOf time, Paging paging) {
        return PartialImage.of(session, time, List.of(instance))
                .invoke(part -> {
                    if (!named(part).contains(group)) {
                        throw Unknown.reference(instance.id, group);
                    }
                })
                .chain(part -> new RowQuery<>(InstanceRow.class, time)
                        .where("r.security_group_id = :group", "group", group)
                        .where("r.id > :after", "after", paging.after())
                        .orderBy("id")
                        .limit(paging.rows())
                        .list(session)
                        .map(rows -> paging.page(
                                rows, row -> row.id, GroupMember::of, watermarks.of(part.positions(), time))));
    }
}
