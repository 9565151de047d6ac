package io.ringfence.projection.rebuild;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.projection.rebuild.Rebuild.Progress;
import io.ringfence.projection.verification.VerificationLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** That a rebuild is under way, in the database: a process that ends in the middle goes on when it is started again. */
@ApplicationScoped
class RebuildRows {
    private static final String BEGIN =
            "insert into rebuild (until) select coalesce(sum(next_offset), 0) from feed_position"
                    + " on conflict (only_row) do nothing";
    /** Everything that the events make, and where they stand; not what comes from other topics. */
    private static final String EMPTY = "truncate group_version, rule_set_version, rule_version, prefix_list_version,"
            + " membership_version, instance_version, address_claim, aggregate, history, feed_position";

    /** What a topic that is gone had of it would not come again. */
    private static final String FORGET_UNREADABLE =
            "delete from unreadable_record r using feed_position p where r.topic = p.topic and r.topic_id = p.topic_id";

    private static final String PROGRESS = "select (select coalesce(sum(next_offset), 0) from feed_position)::bigint,"
            + " (select coalesce(max(until), 0) from rebuild)::bigint, exists (select from rebuild)";
    private static final String END = "delete from rebuild";

    private final Pool pool;

    @Inject
    RebuildRows(Pool pool) {
        this.pool = pool;
    }

    /**
     * Notes how much had been read, and empties the tables, both or neither.
     *
     * @return a failure, {@code UNAVAILABLE}, while a verification compares the tables
     */
    Uni<Void> begin() {
        return pool.withTransaction(connection -> connection
                .query(VerificationLock.NONE_UNDER_WAY)
                .execute()
                .invoke(free -> {
                    if (!free.iterator().next().getBoolean(0)) {
                        throw Problem.of(
                                        ProblemCode.UNAVAILABLE,
                                        "A verification is under way: rebuild the views when it is over")
                                .refusal();
                    }
                })
                .chain(() -> connection.query(BEGIN).execute())
                .chain(() -> connection.query(FORGET_UNREADABLE).execute())
                .chain(() -> connection.query(EMPTY).execute())
                .replaceWithVoid());
    }

    Uni<Progress> progress() {
        return pool.query(PROGRESS).execute().map(rows -> {
            var row = rows.iterator().next();
            return new Progress(row.getBoolean(2), row.getLong(0), row.getLong(1));
        });
    }

    Uni<Void> end() {
        return pool.query(END).execute().replaceWithVoid();
    }
}
