package io.ringfence.projection.query;

import io.ringfence.events.value.Peer;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.lint.Lint;
import io.ringfence.policy.lint.LintSettings;
import io.ringfence.policy.lint.LintSubject;
import io.ringfence.policy.lint.LintSubject.CountedUse;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.ReadTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads the groups with what their rules depend on, and looks them over on a thread that may be busy. */
@ApplicationScoped
public class LintQuery {
    private static final long FIRST_REVISION = 1;

    private final Mutiny.SessionFactory sessions;
    private final Watermarks watermarks;
    private final CountedUses uses;
    private final LintSettings settings;

    @Inject
    LintQuery(
            Mutiny.SessionFactory sessions,
            Watermarks watermarks,
            CountedUses uses,
            LintConfiguration configuration,
            GroupLimitSettings limits) {
        this.sessions = sessions;
        this.watermarks = watermarks;
        this.uses = uses;
        this.settings = configuration.with(limits.limits());
    }

    /** Some groups, as they were read. */
    private record Read(
            List<GroupRow> groups,
            PartialImage part,
            Map<SecurityGroupId, Integer> addresses,
            Map<RuleId, CountedUse> uses,
            Watermark watermark) {}

    Uni<GroupFindings> ofGroup(LintQuestion question, String group) {
        return ReadTransaction.of(
                        sessions,
                        session -> groups(question)
                                .where("r.id = :id", "id", group)
                                .list(session)
                                .invoke(rows -> {
                                    if (rows.isEmpty()) {
                                        throw Unknown.group(group);
                                    }
                                })
                                .chain(rows -> read(session, question, rows)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(read -> findings(question, read, read.groups.get(0)).with(read.watermark));
    }

    Uni<Page<GroupFindings>> ofAccount(LintQuestion question, Paging paging) {
        return ReadTransaction.of(
                        sessions,
                        session -> groups(question)
                                .where("r.id > :after", "after", paging.after())
                                .orderBy("id")
                                .limit(paging.rows())
                                .list(session)
                                .chain(rows -> read(session, question, rows)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(read ->
                        paging.page(read.groups, row -> row.id, row -> findings(question, read, row), read.watermark));
    }

    private static RowQuery<GroupRow> groups(LintQuestion question) {
        return new RowQuery<>(GroupRow.class, question.time())
                .where("r.account = :account", "account", question.account().value());
    }

    private Uni<Read> read(Mutiny.Session session, LintQuestion question, List<GroupRow> rows) {
        List<SecurityGroupId> groups =
                rows.stream().map(row -> new SecurityGroupId(row.id)).toList();
        return PartialImage.ofGroups(
                        session,
                        question.time(),
                        rows.stream().map(row -> row.id).toList(),
                        List.of())
                .chain(part -> AddressCounts.of(session, question.time(), named(part.image(), groups))
                        .chain(addresses -> uses(session, question, part, groups)
                                .map(used -> new Read(
                                        rows,
                                        part,
                                        addresses,
                                        used,
                                        watermarks.of(part.positions(), question.time())))));
    }

    private Uni<Map<RuleId, CountedUse>> uses(
            Mutiny.Session session, LintQuestion question, PartialImage part, Collection<SecurityGroupId> groups) {
        return question.time().given() ? Uni.createFrom().item(Map.of()) : uses.of(session, part, groups);
    }

    /** These groups and those that their rules name. */
    private static Set<SecurityGroupId> named(PolicyImage image, Collection<SecurityGroupId> groups) {
        Set<SecurityGroupId> named = new HashSet<>(groups);
        for (RuleSetImage rules : image.ruleSets().values()) {
            rules.rules().values().forEach(rule -> {
                if (rule.spec().peer() instanceof Peer.GroupPeer peer) {
                    named.add(peer.securityGroupId());
                }
            });
        }
        return named;
    }

    private GroupFindings findings(LintQuestion question, Read read, GroupRow row) {
        SecurityGroupId group = new SecurityGroupId(row.id);
        RuleSetImage rules = read.part.image().ruleSets().get(group);
        LintSubject subject = new LintSubject(
                read.part.image(),
                group,
                question.time().instant(),
                asMade(read.part, group),
                read.addresses,
                read.uses);
        return new GroupFindings(
                row.id,
                rules == null ? 0 : rules.lastChange().revision(),
                question.time().instant(),
                FindingView.of(Lint.of(
                        subject, question.unusedFor() == null ? settings : settings.unusedFor(question.unusedFor()))),
                null);
    }

    /** The rules that came with the group and that nobody changed. */
    static Set<RuleId> asMade(PartialImage part, SecurityGroupId group) {
        return part.rules(group).stream()
                .filter(rule -> part.change(rule).revision() == FIRST_REVISION)
                .collect(Collectors.toSet());
    }
}
