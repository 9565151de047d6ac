package io.ringfence.projection.query;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.PositionRow;
import io.ringfence.projection.rows.RuleRow;
import io.ringfence.projection.rows.RuleSetRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Together together = new Together();
        Together.Part<GroupRow> groups = together.add(new RowQuery<>(GroupRow.class, time)
                .where("r.id = :id", "id", group)
                .where("r.account = :account", "account", account.value())
                .question());
        Together.Part<RuleSetRow> sets = together.add(sets(List.of(group), time));
        Together.Part<RuleRow> rules =
                together.add(inForce(List.of(group), time).question());
        Together.Part<PositionRow> positions = together.add(Watermarks.POSITIONS);
        return together.ask(session).map(asked -> {
            if (groups.rows().isEmpty()) {
                throw Unknown.group(group);
            }
            return page(rules.rows(), direction, paging, sets.rows(), watermarks.of(positions.rows(), time));
        });
    }

    /** The rows of the rules of these groups that are in force at the time. */
    public static RowQuery<RuleRow> inForce(List<String> groups, AsOf time) {
        return new RowQuery<>(RuleRow.class, time)
                .whereAny("security_group_id", groups)
                .where("r.expires_at > :instant", "instant", Micros.of(time.instant()));
    }

    /** The rule sets of those of these groups that had one at the time. */
    public static Question<RuleSetRow> sets(List<String> groups, AsOf time) {
        return new Question<>(
                RuleSetRow.class, RuleSetRow.HELD, Map.of("ids", groups.toArray(String[]::new), "at", time.lastAt()));
    }

    private static RulePage page(
            List<RuleRow> rows,
            @Nullable Direction direction,
            Paging paging,
            List<RuleSetRow> sets,
            Watermark watermark) {
        List<Listed> part = rows.stream()
                .map(row -> new Listed(row, row.rule()))
                .filter(listed -> direction == null || listed.direction() == direction)
                .sorted(Comparator.comparing(Listed::key))
                .filter(listed -> listed.key().compareTo(paging.after()) > 0)
                .limit(paging.rows())
                .toList();
        Page<RuleView> page = paging.page(part, Listed::key, listed -> RuleView.of(listed.row()), watermark);
        return new RulePage(page.items(), page.nextCursor(), sets.isEmpty() ? 0 : sets.get(0).revision, watermark);
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
