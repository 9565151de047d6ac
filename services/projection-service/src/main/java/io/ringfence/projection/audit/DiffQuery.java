package io.ringfence.projection.audit;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.projection.audit.Compared.State;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.GroupMembers;
import io.ringfence.projection.query.PartialImage;
import io.ringfence.projection.query.RowQuery;
import io.ringfence.projection.query.RuleQuery;
import io.ringfence.projection.query.Unknown;
import io.ringfence.projection.query.Watermarks;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.InstanceRow;
import io.ringfence.projection.rows.RuleRow;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads the rows of two instants. A session asks one question at a time. For one account. */
final class DiffQuery {
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

    Uni<Compared> ofGroup(String group) {
        return both(time -> state(group, time, members(time).where("r.security_group_id = :group", "group", group)))
                .invoke(states -> {
                    if (states.stream().allMatch(state -> state.groups().isEmpty())) {
                        throw Unknown.group(group);
                    }
                })
                .chain(states -> compared(group, states));
    }

    /** Of the instance, and of the group that it was a member of for its whole life. */
    Uni<Compared> ofInstance(String instance) {
        return both(time -> members(time).where("r.id = :id", "id", instance).list(session))
                .map(found -> found.stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .orElseThrow(() -> Unknown.instance(instance))
                        .securityGroupId)
                .chain(group -> both(time -> state(group, time, members(time).where("r.id = :id", "id", instance)))
                        .chain(states -> compared(group, states)));
    }

    private RowQuery<InstanceRow> members(AsOf time) {
        return new RowQuery<>(InstanceRow.class, time).where("r.account = :account", "account", account.value());
    }

    private Uni<State> state(String group, AsOf time, RowQuery<InstanceRow> members) {
        return new RowQuery<>(GroupRow.class, time)
                .where("r.id = :id", "id", group)
                .where("r.account = :account", "account", account.value())
                .list(session)
                .chain(groups -> {
                    List<String> live = groups.stream().map(row -> row.id).toList();
                    return rules(live, time)
                            .chain(rules -> members.list(session)
                                    .chain(instances -> PartialImage.ofGroups(session, time, live, List.of())
                                            .map(image -> new State(time, groups, rules, instances, image))));
                });
    }

    private Uni<List<RuleRow>> rules(List<String> groups, AsOf time) {
        return groups.isEmpty()
                ? Uni.createFrom().item(List.of())
                : RuleQuery.inForce(groups, time).list(session);
    }

    private <T> Uni<List<T>> both(Question<T> question) {
        return question.at(from).chain(before -> question.at(to).map(after -> List.of(before, after)));
    }

    private Uni<Compared> compared(String group, List<State> states) {
        SecurityGroupId id = new SecurityGroupId(group);
        Set<SecurityGroupId> named = new HashSet<>();
        states.forEach(state -> named.addAll(state.groupsOf(id)));
        return both(time -> GroupMembers.of(session, time, named))
                .chain(members -> watermarks
                        .read(session, to)
                        .map(watermark -> new Compared(
                                id, states.get(0), states.get(1), members.get(0), members.get(1), watermark)));
    }

    /** A question that is asked of a time. */
    @FunctionalInterface
    private interface Question<T> {
        Uni<T> at(AsOf time);
    }
}
