package io.ringfence.projection.query;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.RuleRow;
import io.ringfence.projection.rows.RuleSetRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The rules of one group that are in force at a time: few enough to be read whole. */
@ApplicationScoped
public class RuleQuery {
    private final Watermarks watermarks;

    @Inject
    public RuleQuery(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    Uni<RulePage> page(
            Mutiny.Session session,
            AccountId account,
            String group,
            @Nullable Direction direction,
            AsOf time,
            Paging paging) {
        return new RowQuery<>(GroupRow.class, time)
                .where("r.id = :id", "id", group)
                .where("r.account = :account", "account", account.value())
                .first(session)
                .onItem()
                .ifNull()
                .failWith(() -> Unknown.group(group))
                .chain(() -> revision(session, group, time))
                .chain(revision -> inForce(session, List.of(group), time)
                        .chain(rows -> watermarks
                                .read(session, time)
                                .map(watermark -> page(rows, direction, paging, revision, watermark))));
    }

    /** The rows of the rules of these groups that are in force at the time. */
    public static Uni<List<RuleRow>> inForce(Mutiny.Session session, List<String> groups, AsOf time) {
        return new RowQuery<>(RuleRow.class, time)
                .whereAny("security_group_id", groups)
                .where("r.expires_at > :instant", "instant", Micros.of(time.instant()))
                .list(session);
    }

    /** The rule sets of those of these groups that had one at the time. */
    public static Uni<List<RuleSetRow>> sets(Mutiny.Session session, List<String> groups, AsOf time) {
        return session.createNativeQuery(RuleSetRow.HELD, RuleSetRow.class)
                .setParameter("ids", groups.toArray(String[]::new))
                .setParameter("at", time.lastAt())
                .getResultList();
    }

    private static Uni<Long> revision(Mutiny.Session session, String group, AsOf time) {
        return sets(session, List.of(group), time).map(rows -> rows.isEmpty() ? 0 : rows.get(0).revision);
    }

    private static RulePage page(
            List<RuleRow> rows, @Nullable Direction direction, Paging paging, long revision, Watermark watermark) {
        List<Listed> part = rows.stream()
                .map(row -> new Listed(row, row.rule()))
                .filter(listed -> direction == null || listed.direction() == direction)
                .sorted(Comparator.comparing(Listed::key))
                .filter(listed -> listed.key().compareTo(paging.after()) > 0)
                .limit(paging.rows())
                .toList();
        Page<RuleView> page = paging.page(part, Listed::key, listed -> RuleView.of(listed.row()), watermark);
        return new RulePage(page.items(), page.nextCursor(), revision, watermark);
    }

    /** A rule and the row it came from. */
    private record Listed(RuleRow row, Rule rule) {
        Direction direction() {
            return rule.spec().direction();
        }

        /** Sorts as text: by direction, then as {@link io.ringfence.policy.verdict.EvaluationOrder#RULES} does. */
        String key() {
            return String.format(
                    Locale.ROOT,
                    "%d/%03d/%d/%s",
                    direction() == Direction.INGRESS ? 0 : 1,
                    rule.spec().priority(),
                    rule.spec().policy() == RuleAction.DROP ? 0 : 1,
                    rule.ruleId());
        }
    }
}
