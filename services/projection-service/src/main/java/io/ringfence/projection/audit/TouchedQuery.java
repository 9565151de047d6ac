package io.ringfence.projection.audit;

import io.ringfence.projection.rows.HistoryRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds for many events at once whom each concerned when it happened. */
@ApplicationScoped
class TouchedQuery {
    private static final String MEMBERS = """
            select e.place, count(distinct i.id) as number, (array_agg(distinct i.id))[1:%d] as ids
            from (select place, id as security_group_id, at
                  from unnest($1::text[], $2::text[], $3::bigint[]) as g (place, id, at)
                  union
                  select l.place, r.security_group_id, l.at
                  from unnest($4::text[], $5::text[], $6::bigint[]) as l (place, id, at)
                  join rule_version r on r.peer_id = l.id and r.valid_from <= l.at and r.valid_to > l.at) e
            join instance_version i
              on i.security_group_id = e.security_group_id and i.valid_from <= e.at and i.valid_to > e.at
            group by e.place
            """.formatted(TouchedInstances.NAMED);

    private final Pool pool;

    @Inject
    TouchedQuery(Pool pool) {
        this.pool = pool;
    }

    /** By the events' places. */
    Uni<Map<String, TouchedInstances>> of(List<HistoryRow> events) {
        Map<String, TouchedInstances> found = new HashMap<>();
        List<HistoryRow> ofGroups = new ArrayList<>();
        List<HistoryRow> ofLists = new ArrayList<>();
        for (HistoryRow event : events) {
            switch (event.aggregate().kind()) {
                case GROUP, RULES -> ofGroups.add(event);
                case PREFIX_LIST -> ofLists.add(event);
                case INSTANCE -> found.put(event.place, TouchedInstances.one(Objects.requireNonNull(event.instanceId)));
                case MEMBERSHIP -> found.put(event.place, TouchedInstances.NONE);
            }
        }
        if (ofGroups.isEmpty() && ofLists.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return pool.preparedQuery(MEMBERS)
                .execute(parameters(ofGroups, ofLists))
                .map(rows -> {
                    for (Row row : rows) {
                        found.put(row.getString("place"), touched(row));
                    }
                    return found;
                });
    }

    private static TouchedInstances touched(Row row) {
        return new TouchedInstances(row.getLong("number"), List.of(row.getArrayOfStrings("ids")));
    }

    private static Tuple parameters(List<HistoryRow> ofGroups, List<HistoryRow> ofLists) {
        Tuple parameters = Tuple.tuple();
        for (List<HistoryRow> events : List.of(ofGroups, ofLists)) {
            parameters.addValue(events.stream().map(event -> event.place).toArray(String[]::new));
            parameters.addValue(
                    events.stream().map(event -> event.aggregate().id()).toArray(String[]::new));
            parameters.addValue(events.stream().map(event -> event.occurredAt).toArray(Long[]::new));
        }
        return parameters;
    }
}
