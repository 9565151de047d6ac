package io.ringfence.projection.usage;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.wire.Micros;
import io.ringfence.projection.query.AsOf;
import io.ringfence.projection.query.RowQuery;
import io.ringfence.projection.query.RuleQuery;
import io.ringfence.projection.query.Unknown;
import io.ringfence.projection.rows.GroupRow;
import io.ringfence.projection.rows.ReadTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The use of rules that are in force now. */
@ApplicationScoped
public class RuleUsageQuery {
    private static final String OF_RULES =
            "select rule_id, sum(packets)::bigint as packets, sum(bytes)::bigint as bytes,"
                    + " count(*) filter (where counting) as hosts,"
                    + " max(counted_since) filter (where counting) as counted_since, max(last_used_at) as last_used_at"
                    + " from rule_usage where rule_id = any($1) group by rule_id";

    private final Mutiny.SessionFactory sessions;
    private final Pool pool;

    @Inject
    RuleUsageQuery(Mutiny.SessionFactory sessions, Pool pool) {
        this.sessions = sessions;
        this.pool = pool;
    }

    /** The use of every rule of the group, by rule; refused where the account has no such group. */
    Uni<List<RuleUse>> ofGroup(AccountId account, String group) {
        return ReadTransaction.of(sessions, session -> rules(session, account, group))
                .chain(rules -> known(rules)
                        .map(known -> rules.stream()
                                .map(rule -> known.getOrDefault(rule, RuleUse.unknown(rule)))
                                .toList()));
    }

    private static Uni<List<String>> rules(Mutiny.Session session, AccountId account, String group) {
        AsOf now = AsOf.present();
        return new RowQuery<>(GroupRow.class, now)
                .where("r.id = :id", "id", group)
                .where("r.account = :account", "account", account.value())
                .first(session)
                .onItem()
                .ifNull()
                .failWith(() -> Unknown.group(group))
                .chain(() -> RuleQuery.inForce(List.of(group), now).list(session))
                .map(rows -> rows.stream().map(row -> row.id).sorted().toList());
    }

    private Uni<Map<String, RuleUse>> known(List<String> rules) {
        return pool.preparedQuery(OF_RULES)
                .execute(Tuple.of(rules.toArray(String[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RuleUsageQuery::use)
                        .collect(Collectors.toMap(RuleUse::ruleId, Function.identity())));
    }

    private static RuleUse use(Row row) {
        return new RuleUse(
                row.getString("rule_id"),
                row.getLong("packets"),
                row.getLong("bytes"),
                row.getLong("hosts"),
                instant(row.getLong("counted_since")),
                instant(row.getLong("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable Long micros) {
        return micros == null ? null : Micros.toInstant(micros);
    }
}
