package io.ringfence.projection.consume;

import io.ringfence.feed.FeedRecord.Decoded;
import io.ringfence.projection.consume.RowChanges.Repeated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps those records among the repeated ones whose content is not that of the event which they repeat. The first one
 * counts, as everywhere; no service writes another one, so somebody else did.
 */
record RepeatedOtherwise(List<Repeated> repeated) {
    private static final Logger LOG = Logger.getLogger(RepeatedOtherwise.class);

    private static final String FIND = "select (e.number - 1)::int from "
            + RowSets.REPEATED.unnest() + " with ordinality as e (" + RowSets.REPEATED.names() + ", number)"
            + " cross join lateral (select from history h where h.aggregate = e.aggregate and h.revision = e.revision"
            + " and h.content_hash <> e.content_hash offset 0) as h";

    /** In the transaction in which the events are stored, behind them. */
    Uni<Void> keep(SqlConnection connection) {
        if (repeated.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(FIND)
                .execute(RowSets.REPEATED.parameters(repeated))
                .chain(found -> found.size() == 0 ? Uni.createFrom().voidItem() : keep(connection, found));
    }

    private Uni<Void> keep(SqlConnection connection, RowSet<Row> found) {
        List<Decoded> other = new ArrayList<>();
        found.forEach(row -> other.add(repeated.get(row.getInteger(0)).record()));
        other.forEach(record -> LOG.errorf(
                "The record at %s says something else of %s@%d than the event that came before; it is kept and does not count",
                record.position(),
                record.record().envelope().aggregate(),
                record.record().envelope().sequence()));
        return connection
                .preparedQuery(RowSets.REPEATED_OTHERWISE.insertInto("unreadable_record") + " on conflict do nothing")
                .execute(RowSets.REPEATED_OTHERWISE.parameters(other))
                .replaceWithVoid();
    }
}
