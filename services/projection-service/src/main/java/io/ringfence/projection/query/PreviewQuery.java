package io.ringfence.projection.query;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.RulesPreview;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.lint.Finding;
import io.ringfence.policy.lint.FindingChange;
import io.ringfence.policy.lint.Lint;
import io.ringfence.policy.lint.LintSettings;
import io.ringfence.policy.lint.LintSubject;
import io.ringfence.policy.preview.Preview;
import io.ringfence.policy.preview.RuleChange;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.space.Box;
import io.ringfence.policy.space.Owners;
import io.ringfence.policy.space.PolicyDifference;
import io.ringfence.projection.query.RulePreview.FindingChanges;
import io.ringfence.projection.query.RulePreview.PreviewedRule;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.JsonText;
import io.ringfence.projection.rows.ReadTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads what a change would concern, and makes it on paper on a thread that may be busy. */
@ApplicationScoped
public class PreviewQuery {
    private final Mutiny.SessionFactory sessions;
    private final Watermarks watermarks;
    private final LintSettings settings;

    @Inject
    PreviewQuery(
            Mutiny.SessionFactory sessions,
            Watermarks watermarks,
            LintConfiguration configuration,
            GroupLimitSettings limits) {
        this.sessions = sessions;
        this.watermarks = watermarks;
        this.settings = configuration.with(limits.limits());
    }

    /** One state of all rows. */
    private record Read(
            AsOf time,
            PartialImage part,
            Map<SecurityGroupId, Members> peers,
            SortedMap<String, List<IpAddress>> own,
            Watermark watermark) {}

    Uni<RulePreview> of(AccountId account, RulesPreview asked) {
        AsOf now = AsOf.present();
        return ReadTransaction.of(
                        sessions,
                        session -> new RowQuery<>(GroupRow.class, now)
                                .where(
                                        "r.id = :id",
                                        "id",
                                        asked.securityGroupId().value())
                                .where("r.account = :account", "account", account.value())
                                .first(session)
                                .onItem()
                                .ifNull()
                                .failWith(() ->
                                        Unknown.group(asked.securityGroupId().value()))
                                .chain(() -> read(session, now, asked)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(read -> preview(asked, read));
    }

    private Uni<Read> read(Mutiny.Session session, AsOf now, RulesPreview asked) {
        SecurityGroupId group = asked.securityGroupId();
        List<Peer> wanted =
                asked.authorize().stream().map(rule -> rule.spec().peer()).toList();
        return PartialImage.ofGroups(session, now, List.of(group.value()), wanted)
                .chain(part -> GroupMembers.of(session, now, groups(part.image(), group, wanted))
                        .chain(peers -> members(session, now, group)
                                .map(own -> new Read(now, part, peers, own, watermarks.of(part.positions(), now)))));
    }

    /** The group itself, for the sake of its inner access, and those that old and new rules name. */
    private static Set<SecurityGroupId> groups(PolicyImage image, SecurityGroupId group, Collection<Peer> wanted) {
        RuleSetImage rules = image.ruleSets().get(group);
        Stream<Peer> peers = rules == null
                ? Stream.empty()
                : rules.rules().values().stream().map(rule -> rule.spec().peer());
        Set<SecurityGroupId> groups = new HashSet<>(Set.of(group));
        Stream.concat(peers, wanted.stream()).forEach(peer -> {
            if (peer instanceof Peer.GroupPeer named) {
                groups.add(named.securityGroupId());
            }
        });
        return groups;
    }

    private static Uni<SortedMap<String, List<IpAddress>>> members(
            Mutiny.Session session, AsOf now, SecurityGroupId group) {
        return new Question<>(
                        Object[].class,
                        "select i.id, i.addresses from instance_version i where i.security_group_id = :group and "
                                + now.holds("i"),
                        now.parameters(Map.of("group", group.value())))
                .ask(session)
                .map(rows -> {
                    SortedMap<String, List<IpAddress>> members = new TreeMap<>();
                    rows.forEach(row -> members.put((String) row[0], JsonText.addresses((String) row[1])));
                    return members;
                });
    }

    private RulePreview preview(RulesPreview asked, Read read) {
        PolicyImage before = read.part.image();
        Preview preview = RuleChange.preview(before, asked, read.time.instant(), settings.limits());
        RuleSetImage rules = before.ruleSets().get(asked.securityGroupId());
        if (preview == null || rules == null) {
            throw Problem.of(
                            ProblemCode.NOT_CAUGHT_UP,
                            "The rules of " + asked.securityGroupId() + " have not been seen yet: ask again")
                    .refusal();
        }
        Collection<PolicyDifference> differences = PolicyDifference.between(
                        GroupPolicy.of(before, asked.securityGroupId(), read.time.instant()),
                        GroupPolicy.of(preview.after(), asked.securityGroupId(), read.time.instant()),
                        Owners.now(read.peers))
                .values();
        Traffic traffic = Traffic.of(differences, read.peers);
        return new RulePreview(
                asked.securityGroupId().value(),
                rules.lastChange().revision(),
                preview.authorized().stream()
                        .map(wanted -> new PreviewedRule(wanted.rule(), wanted.existing()))
                        .toList(),
                preview.revoked(),
                preview.refusals(),
                traffic.opened(),
                traffic.closed(),
                traffic.more(),
                AffectedInstances.of(read.own, boxes(differences), traffic.more()),
                FindingChanges.of(
                        FindingChange.between(findings(asked, read, before), findings(asked, read, preview.after()))),
                read.watermark);
    }

    private static List<Box> boxes(Collection<PolicyDifference> differences) {
        List<Box> boxes = new ArrayList<>(Traffic.boxes(differences, PolicyDifference::opened));
        boxes.addAll(Traffic.boxes(differences, PolicyDifference::closed));
        return boxes;
    }

    private List<Finding> findings(RulesPreview asked, Read read, PolicyImage image) {
        Map<SecurityGroupId, Integer> addresses = new HashMap<>();
        read.peers.forEach((group, members) ->
                addresses.put(group, members.ipv4().size() + members.ipv6().size()));
        return Lint.of(
                new LintSubject(
                        image,
                        asked.securityGroupId(),
                        read.time.instant(),
                        LintQuery.asMade(read.part, asked.securityGroupId()),
                        addresses,
                        Map.of()),
                settings);
    }
}
