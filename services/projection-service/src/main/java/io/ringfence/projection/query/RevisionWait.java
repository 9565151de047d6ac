package io.ringfence.projection.query;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Revisions that somebody waits for. Safe for every thread. */
final class RevisionWait {
    private final Map<AggregateRef, Long> missing = new HashMap<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    RevisionWait(List<Revision> wanted) {
        wanted.forEach(revision -> missing.merge(revision.aggregate(), revision.number(), Math::max));
    }

    void reached(Map<AggregateRef, Long> revisions) {
        boolean all;
        synchronized (missing) {
            missing.entrySet().removeIf(wanted -> revisions.getOrDefault(wanted.getKey(), 0L) >= wanted.getValue());
            all = missing.isEmpty();
        }
        if (all) {
            done.complete(null);
        }
    }

    /** What has not been reached yet. */
    Map<AggregateRef, Long> missing() {
        synchronized (missing) {
            return Map.copyOf(missing);
        }
    }

    /** Whether nothing is missing any more. */
    boolean isOver() {
        return missing().isEmpty();
    }

    /** Completes when nothing is missing any more; who gives up waiting may cancel it. */
    CompletableFuture<Void> done() {
        return done;
    }
}
