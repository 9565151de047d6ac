package io.ringfence.projection.audit;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.web.QueryParameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Which events or refusals are asked for; every condition that is given must hold. Short-lived, of one thread. */
final class AuditFilter {
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final StringBuilder conditions = new StringBuilder("r.account = :account");

    AuditFilter(AccountId account) {
        parameters.put("account", account.value());
    }

    AuditFilter group(@Nullable String id) {
        return given(
                "r.securityGroupId = :group",
                "group",
                QueryParameter.optional("securityGroupId", id, SecurityGroupId::new));
    }

    AuditFilter instance(@Nullable String id) {
        return given(
                "r.instanceId = :instance", "instance", QueryParameter.optional("instanceId", id, InstanceId::new));
    }

    /** Events that name a rule, whatever they did to it. */
    AuditFilter rule(@Nullable String id) {
        RuleId rule = QueryParameter.optional("ruleId", id, RuleId::new);
        return given("locate(:rule, r.body) > 0", "rule", rule == null ? null : "\"" + rule + "\"");
    }

    AuditFilter actor(@Nullable String actor) {
        return given("r.actor = :actor", "actor", actor);
    }

    AuditFilter channel(@Nullable String channel) {
        Channel known = QueryParameter.optional("channel", channel, Channel::parse);
        return given("r.channel = :channel", "channel", known == null ? null : known.text());
    }

    /** A type by its name, whole or without area and version, such as {@code RulesAuthorized}. */
    AuditFilter type(@Nullable String type) {
        return given(
                "r.type like :type escape '!'", "type", QueryParameter.optional("type", type, AuditFilter::pattern));
    }

    private static String pattern(String type) {
        if (!type.matches("[A-Za-z.0-9]{1,100}")) {
            throw new InvalidValue("must be the name of an event, such as RulesAuthorized, and not '" + type + "'");
        }
        return type.contains(".") ? type : "%." + type + ".v%";
    }

    /** Events from an instant on. */
    AuditFilter from(@Nullable String instant) {
        Long at = QueryParameter.optional("from", instant, text -> Micros.of(Micros.parse(text)));
        return given("r.place >= :from", "from", at == null ? null : HistoryRow.place(at));
    }

    /** Events before an instant. */
    AuditFilter to(@Nullable String instant) {
        Long at = QueryParameter.optional("to", instant, text -> Micros.of(Micros.parse(text)));
        return given("r.place < :to", "to", at == null ? null : HistoryRow.place(at));
    }

    private AuditFilter given(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            conditions.append(" and ").append(condition);
            parameters.put(parameter, Objects.requireNonNull(value).toString());
        }
        return this;
    }

    /** The first rows of a kind behind a place, oldest first. */
    <R> Mutiny.SelectionQuery<R> query(Mutiny.Session session, Class<R> rows, String after, int limit) {
        Mutiny.SelectionQuery<R> query = session.createSelectionQuery(
                        "from " + rows.getSimpleName() + " r where " + conditions
                                + " and r.place > :after order by r.place",
                        rows)
                .setParameter("after", after)
                .setMaxResults(limit);
        parameters.forEach(query::setParameter);
        return query;
    }
}
