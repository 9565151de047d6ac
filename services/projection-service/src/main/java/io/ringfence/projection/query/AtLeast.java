package io.ringfence.projection.query;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import io.ringfence.projection.rows.AggregateRow;
import io.ringfence.projection.rows.ReadTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets questions wait until the rows have reached a revision. A wait begins before the rows are asked, so that a commit
 * in between is not missed; the flow tells of every commit.
 */
@ApplicationScoped
public class AtLeast {
    private final Mutiny.SessionFactory sessions;
    private final Duration timeout;
    private final Set<RevisionWait> waits = ConcurrentHashMap.newKeySet();

    @Inject
    public AtLeast(
            Mutiny.SessionFactory sessions,
            @ConfigProperty(name = "ringfence.at-least-timeout", defaultValue = "5s") Duration timeout) {
        this.sessions = sessions;
        this.timeout = timeout;
    }

    /** Tells of revisions that a commit has reached. */
    public void reached(Map<AggregateRef, Long> revisions) {
        waits.forEach(wait -> wait.reached(revisions));
    }

    /**
     * Completes, on the caller's own event loop, when the rows have all of these revisions; fails with {@code
     * NOT_CAUGHT_UP} when the time is over.
     */
    Uni<Void> await(List<Revision> wanted) {
        Context context = Vertx.currentContext();
        RevisionWait wait = new RevisionWait(wanted);
        waits.add(wait);
        return look(wait)
                .chain(() -> Uni.createFrom().completionStage(wait.done()))
                .ifNoItem()
                .after(timeout)
                .recoverWithUni(() -> Uni.createFrom().<Void>nullItem())
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .chain(() -> wait.isOver() ? Uni.createFrom().nullItem() : lastLook(wait))
                .onTermination()
                .invoke(() -> waits.remove(wait));
    }

    /** The flow may run in another process, which tells us nothing. */
    private Uni<Void> lastLook(RevisionWait wait) {
        return look(wait)
                .invoke(rows -> {
                    if (!wait.isOver()) {
                        throw notCaughtUp(wait, rows);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<AggregateRow>> look(RevisionWait wait) {
        Set<String> refs =
                wait.missing().keySet().stream().map(AggregateRef::toString).collect(Collectors.toSet());
        return ReadTransaction.of(
                        sessions,
                        session -> session.createSelectionQuery(
                                        "from AggregateRow where ref in :refs", AggregateRow.class)
                                .setParameter("refs", refs)
                                .getResultList())
                .invoke(rows -> wait.reached(revisions(rows)));
    }

    private static Map<AggregateRef, Long> revisions(List<AggregateRow> rows) {
        Map<AggregateRef, Long> revisions = new HashMap<>();
        rows.forEach(row -> revisions.put(AggregateRef.parse(row.ref), row.revision));
        return revisions;
    }

    private static Refusal notCaughtUp(RevisionWait wait, List<AggregateRow> rows) {
        String missing = wait.missing().entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        String held = rows.stream()
                .filter(row -> row.heldReason != null)
                .map(row -> "; " + row.ref + " stands still: " + row.heldReason)
                .collect(Collectors.joining());
        return Problem.of(ProblemCode.NOT_CAUGHT_UP, missing + " has not been seen here yet" + held)
                .at(AtLeastFilter.HEADER)
                .refusal();
    }
}
