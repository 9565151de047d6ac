package io.ringfence.projection.audit;

import io.ringfence.events.value.AccountId;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.InstanceView;
import io.ringfence.projection.query.RowQuery;
import io.ringfence.projection.query.RuleQuery;
import io.ringfence.projection.query.RuleView;
import io.ringfence.projection.query.SecurityGroupView;
import io.ringfence.projection.query.Unknown;
import io.ringfence.projection.query.Watermarks;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.RuleRow;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Compares the rows of two instants. A session asks one question at a time. For one account. */
final class DiffQuery {
    /** The rows of one instant. */
    private record State(List<GroupRow> groups, List<RuleRow> rules, List<InstanceRow> members) {}

    private final Watermarks watermarks;
    private final Mutiny.Session session;
    private final AccountId account;
    private final AsOf from;
    private final AsOf to;

    DiffQuery(Watermarks watermarks, Mutiny.Session session, AccountId account, AsOf from, AsOf to) {
        this.watermarks = watermarks;
        this.session = session;
        this.account = account;
        this.from = from;
        this.to = to;
    }

    Uni<StateDifference> ofGroup(String group) {
        return both(time -> state(group, time, members(time).where("r.security_group_id = :group", "group", group)))
                .invoke(states -> {
                    if (states.stream().allMatch(state -> state.groups.isEmpty())) {
                        throw Unknown.group(group);
                    }
                })
                .chain(this::difference);
    }

    /** Of the instance, and of the group that it was a member of for its whole life. */
    Uni<StateDifference> ofInstance(String instance) {
        return both(time -> members(time).where("r.id = :id", "id", instance).list(session))
                .map(found -> found.stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .orElseThrow(() -> Unknown.instance(instance))
                        .securityGroupId)
                .chain(group -> both(time -> state(group, time, members(time).where("r.id = :id", "id", instance))))
                .chain(this::difference);
    }

    private RowQuery<InstanceRow> members(AsOf time) {
        return new RowQuery<>(InstanceRow.class, time).where("r.account = :account", "account", account.value());
    }

    private Uni<State> state(String group, AsOf time, RowQuery<InstanceRow> members) {
        return new RowQuery<>(GroupRow.class, time)
                .where("r.id = :id", "id", group)
                .where("r.account = :account", "account", account.value())
                .list(session)
                .chain(groups -> groups.isEmpty()
                        ? members.list(session).map(instances -> new State(groups, List.of(), instances))
                        : RuleQuery.inForce(session, List.of(group), time)
                                .chain(rules ->
                                        members.list(session).map(instances -> new State(groups, rules, instances))));
    }

    private <T> Uni<List<T>> both(Question<T> question) {
        return question.at(from).chain(before -> question.at(to).map(after -> List.of(before, after)));
    }

    private Uni<StateDifference> difference(List<State> states) {
        State before = states.get(0);
        State after = states.get(1);
        return watermarks
                .read(session, to)
                .map(watermark -> new StateDifference(
                        from.instant(),
                        to.instant(),
                        Difference.between(
                                before.groups.stream()
                                        .map(SecurityGroupView::of)
                                        .toList(),
                                after.groups.stream().map(SecurityGroupView::of).toList(),
                                SecurityGroupView::securityGroupId),
                        Difference.between(
                                rules(before),
                                rules(after),
                                rule -> rule.rule().ruleId().value()),
                        Difference.between(members(before), members(after), InstanceView::instanceId),
                        watermark));
    }

    private static List<RuleView> rules(State state) {
        return sorted(
                state.rules.stream().map(RuleView::of),
                Comparator.comparing(rule -> rule.rule().ruleId().value()));
    }

    private static List<InstanceView> members(State state) {
        return sorted(state.members.stream().map(InstanceView::of), Comparator.comparing(InstanceView::instanceId));
    }

    private static <T> List<T> sorted(Stream<T> things, Comparator<T> order) {
        return things.sorted(order).toList();
    }

    /** A question that is asked of a time. */
    @FunctionalInterface
    private interface Question<T> {
        Uni<T> at(AsOf time);
    }
}
