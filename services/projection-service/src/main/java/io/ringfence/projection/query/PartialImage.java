package io.ringfence.projection.query;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AggregateKind;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.Provenance;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.projection.query.Together.Part;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.Images;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.PositionRow;
import io.ringfence.projection.rows.PrefixListRow;
import io.ringfence.projection.rows.RuleRow;
import io.ringfence.projection.rows.RuleSetRow;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The part of the image at a time that judging some instances takes: they, their groups, rules in force and lists. */
public final class PartialImage {
    private final Mutiny.Session session;
    private final AsOf time;
    private final TreeSet<AggregateRef> parts = new TreeSet<>();
    private final Map<RuleId, Provenance> changes = new HashMap<>();
    private final Set<Peer> peers = new HashSet<>();
    private PolicyImage image = PolicyImage.EMPTY;
    private List<PositionRow> positions = List.of();

    private PartialImage(Mutiny.Session session, AsOf time) {
        this.session = session;
        this.time = time;
    }

    /** The image of these instances and all that their verdicts depend on, addresses of peers apart. */
    static Uni<PartialImage> of(Mutiny.Session session, AsOf time, Collection<InstanceRow> instances) {
        return new PartialImage(session, time).load(instances);
    }

    /**
     * The image of these groups and all that their policies depend on, groups that rules name included, members apart.
     *
     * @param named other peers to have in it, if they are there
     */
    public static Uni<PartialImage> ofGroups(
            Mutiny.Session session, AsOf time, Collection<String> groups, Collection<Peer> named) {
        PartialImage part = new PartialImage(session, time);
        return part.groups(List.copyOf(groups), named).chain(part::peerGroups).replaceWith(part);
    }

    public PolicyImage image() {
        return image;
    }

    /** How far each partition had been read when it was made. */
    List<PositionRow> positions() {
        return positions;
    }

    /** The rules of a group. */
    Set<RuleId> rules(SecurityGroupId group) {
        RuleSetImage rules = image.ruleSets().get(group);
        return rules == null ? Set.of() : rules.rules().keySet();
    }

    /** What made a rule of the image what it is. */
    Provenance change(RuleId rule) {
        Provenance change = changes.get(rule);
        if (change == null) {
            throw new IllegalArgumentException(rule + " is not of this image");
        }
        return change;
    }

    /** The revision of every part, in the order of the parts. */
    List<Revision> revisions() {
        return parts.stream()
                .map(part -> new Revision(part, image.revision(part)))
                .toList();
    }

    private Uni<PartialImage> load(Collection<InstanceRow> instances) {
        for (InstanceRow row : instances) {
            image = image.with(Images.of(row));
            parts.add(AggregateRef.instance(Images.of(row).instanceId()));
        }
        List<String> groups =
                instances.stream().map(row -> row.securityGroupId).distinct().toList();
        return groups(groups, List.of()).replaceWith(this);
    }

    private Uni<Void> groups(List<String> groups, Collection<Peer> named) {
        Together together = new Together();
        Part<GroupRow> rows = together.add(rows(GroupRow.class, groups).question());
        Part<RuleSetRow> sets = together.add(RuleQuery.sets(groups, time));
        Part<RuleRow> rules = together.add(RuleQuery.inForce(groups, time).question());
        Part<PositionRow> read = together.add(Watermarks.POSITIONS);
        return together.ask(session)
                .invoke(() -> {
                    rows.rows().forEach(this::add);
                    add(sets.rows(), rules.rows());
                    positions = read.rows();
                    peers.addAll(named);
                })
                .chain(this::prefixLists);
    }

    private <R> RowQuery<R> rows(Class<R> type, Collection<String> ids) {
        return new RowQuery<>(type, time).whereAny("id", ids);
    }

    private void add(GroupRow row) {
        image = image.with(Images.of(row));
        parts.add(AggregateRef.group(Images.of(row).securityGroupId()));
    }

    private void add(List<RuleSetRow> sets, List<RuleRow> rows) {
        Map<String, List<Rule>> byGroup = new HashMap<>();
        for (RuleRow row : rows) {
            Rule rule = row.rule();
            changes.put(rule.ruleId(), row.change());
            peers.add(rule.spec().peer());
            byGroup.computeIfAbsent(row.securityGroupId, group -> new ArrayList<>())
                    .add(rule);
        }
        for (RuleSetRow row : sets) {
            image = image.with(Images.of(row, byGroup.getOrDefault(row.id, List.of())));
            parts.add(new AggregateRef(AggregateKind.RULES, row.id));
        }
    }

    private Uni<Void> prefixLists() {
        TreeSet<String> lists = peers.stream()
                .filter(Peer.PrefixListPeer.class::isInstance)
                .map(peer -> ((Peer.PrefixListPeer) peer).prefixListId().value())
                .collect(Collectors.toCollection(TreeSet::new));
        if (lists.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return rows(PrefixListRow.class, lists)
                .list(session)
                .invoke(rows -> rows.forEach(row -> {
                    image = image.with(Images.of(row));
                    parts.add(AggregateRef.prefixList(Images.of(row).prefixListId()));
                }))
                .replaceWithVoid();
    }

    private Uni<Void> peerGroups() {
        TreeSet<String> groups = peers.stream()
                .filter(Peer.GroupPeer.class::isInstance)
                .map(peer -> ((Peer.GroupPeer) peer).securityGroupId().value())
                .collect(Collectors.toCollection(TreeSet::new));
        return groups.isEmpty()
                ? Uni.createFrom().voidItem()
                : rows(GroupRow.class, groups)
                        .list(session)
                        .invoke(rows -> rows.forEach(row -> image = image.with(Images.of(row))))
                        .replaceWithVoid();
    }
}
