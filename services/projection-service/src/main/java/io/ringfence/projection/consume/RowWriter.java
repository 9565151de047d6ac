package io.ringfence.projection.consume;

import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import io.ringfence.projection.rows.VersionRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Writes what a batch changed and where it ends, all in one transaction, a statement a table and never one a row. The
 * positions are moved only from where the batch started: a batch counts once or not at all, whenever the process dies
 * and whoever else may be writing.
 */
final class RowWriter {
    /** A plan that was kept from when a table was small would read the whole of it, and the tables grow fast here. */
    private static final String PLANNED_ANEW = "set local plan_cache_mode = force_custom_plan";

    private static final String STILL_OPEN = " and o.valid_to = " + VersionRow.OPEN;

    private final Pool pool;
    private final Schema schema;

    RowWriter(Pool pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
    }

    Uni<Void> write(RowChanges changes, Positions from, Positions to) {
        return pool.withTransaction(connection -> schema.enter(connection)
                .chain(() -> Uni.join()
                        .all(statements(connection, changes, from, to))
                        .andFailFast())
                .replaceWithVoid());
    }

    /** In this order on the connection; they are sent one behind the other without waiting for the answers. */
    private static List<Uni<Void>> statements(
            SqlConnection connection, RowChanges changes, Positions from, Positions to) {
        Statements statements = new Statements(connection);
        statements.plannedAnew();
        statements.move(from, to);
        statements.versions("group_version", RowSets.GROUPS, changes.groups);
        statements.set(RowSets.RULE_SETS.insertInto("rule_set_version"), RowSets.RULE_SETS, changes.ruleSets);
        statements.versions("prefix_list_version", RowSets.PREFIX_LISTS, changes.prefixLists);
        statements.versions("membership_version", RowSets.MEMBERSHIPS, changes.memberships);
        statements.versions("instance_version", RowSets.INSTANCES, changes.instances);
        statements.set(
                updateFound(
                        "rule_version",
                        "valid_to = found.ended_at",
                        RowSets.RULE_ENDS,
                        "o.security_group_id = e.security_group_id and o.id = e.id" + STILL_OPEN),
                RowSets.RULE_ENDS,
                changes.rules.ended().entrySet());
        statements.end("rule_version", "security_group_id", changes.ruleSetsEmptied.entrySet());
        statements.set(RowSets.RULES.insertInto("rule_version"), RowSets.RULES, changes.rules.made());
        statements.end("address_claim", "instance_id", changes.claimsEnded.entrySet());
        statements.set(
                RowSets.CLAIMS.insertInto("address_claim"),
                RowSets.CLAIMS,
                changes.claims.values().stream().flatMap(List::stream).toList());
        statements.set(
                RowSets.AGGREGATES.insertInto("aggregate")
                        + " on conflict (ref) do update set revision = excluded.revision, gone = excluded.gone,"
                        + " held_reason = excluded.held_reason, heals = excluded.heals,"
                        + " chain_hash = excluded.chain_hash, changed_at = excluded.changed_at",
                RowSets.AGGREGATES,
                changes.aggregates);
        statements.set(RowSets.HISTORY.insertInto("history"), RowSets.HISTORY, changes.history);
        // Events that came again from a topic that was made anew stand at another place now.
        statements.set(
                updateFound(
                        "history",
                        "topic_id = found.topic_id, topic_partition = found.topic_partition,"
                                + " record_offset = found.record_offset",
                        RowSets.REPEATED,
                        "o.aggregate = e.aggregate and o.revision = e.revision and o.content_hash = e.content_hash"
                                + " and o.topic_id <> e.topic_id"),
                RowSets.REPEATED,
                changes.repeated);
        statements.all.add(new RepeatedOtherwise(changes.repeated).keep(connection));
        statements.set(
                RowSets.UNREADABLE.insertInto("unreadable_record") + " on conflict do nothing",
                RowSets.UNREADABLE,
                changes.unreadable);
        return statements.all;
    }

    /**
     * Finds the rows of a batch one by one, each by its index, and changes these. A plain join leaves the order to the
     * planner, who takes a table that has just grown for a small one, and reads all of it for every row of the batch.
     */
    private static String updateFound(String table, String changes, ColumnSet<?> batch, String condition) {
        return "with found as materialized (select o.found_at, e.* from " + batch.unnest() + " as e (" + batch.names()
                + ") cross join lateral (select o.ctid as found_at from " + table + " o where " + condition
                + " offset 0) as o) update " + table + " v set " + changes
                + " from found where v.ctid = found.found_at";
    }

    /** The statements of one transaction. */
    private static final class Statements {
        private final List<Uni<Void>> all = new ArrayList<>();
        private final SqlConnection connection;

        Statements(SqlConnection connection) {
            this.connection = connection;
        }

        void plannedAnew() {
            all.add(connection.query(PLANNED_ANEW).execute().replaceWithVoid());
        }

        <V extends VersionRow> void versions(String table, ColumnSet<V> columns, Versions<String, V> versions) {
            end(table, "id", versions.ended().entrySet());
            set(columns.insertInto(table), columns, versions.made());
        }

        void end(String table, String key, Collection<Map.Entry<String, Long>> ends) {
            String sql =
                    updateFound(table, "valid_to = found.ended_at", RowSets.ENDS, "o." + key + " = e.id" + STILL_OPEN);
            set(sql, RowSets.ENDS, ends);
        }

        <T> void set(String sql, ColumnSet<T> columns, Collection<T> rows) {
            if (!rows.isEmpty()) {
                all.add(connection
                        .preparedQuery(sql)
                        .execute(columns.parameters(rows))
                        .replaceWithVoid());
            }
        }

        void move(Positions from, Positions to) {
            List<Position> begun = new ArrayList<>();
            List<RowSets.Move> moved = new ArrayList<>();
            for (Position position : to.all()) {
                Position before = from.at(position.topicPartition());
                if (before == null) {
                    begun.add(position);
                } else if (!before.equals(position)) {
                    moved.add(new RowSets.Move(before, position));
                }
            }
            if (!begun.isEmpty()) {
                nothingMoved(from);
            }
            exactly(
                    RowSets.NEW_POSITIONS.insertInto("feed_position") + " on conflict do nothing",
                    RowSets.NEW_POSITIONS,
                    begun);
            exactly(
                    "update feed_position p set topic_id = m.new_id, next_offset = m.new_offset from "
                            + RowSets.MOVES.unnest() + " as m (" + RowSets.MOVES.names() + ")"
                            + " where p.topic = m.topic and p.topic_partition = m.topic_partition"
                            + " and p.topic_id = m.old_id and p.next_offset = m.old_offset",
                    RowSets.MOVES,
                    moved);
        }

        /** A partition that begins says nothing of those that were there: they might all be gone. */
        private void nothingMoved(Positions from) {
            int known = from.all().size();
            all.add(connection
                    .preparedQuery("select count(*)::int from feed_position")
                    .execute()
                    .invoke(rows -> requireMoved(known, rows.iterator().next().getInteger(0)))
                    .replaceWithVoid());
        }

        private static void requireMoved(int expected, int found) {
            if (found != expected) {
                throw new PositionsMoved(expected, found);
            }
        }

        private <T> void exactly(String sql, ColumnSet<T> columns, List<T> rows) {
            if (!rows.isEmpty()) {
                all.add(connection
                        .preparedQuery(sql)
                        .execute(columns.parameters(rows))
                        .map(result -> result.rowCount())
                        .invoke(count -> requireMoved(rows.size(), count))
                        .replaceWithVoid());
            }
        }
    }
}
