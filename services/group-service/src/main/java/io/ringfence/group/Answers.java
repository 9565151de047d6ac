package io.ringfence.group;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been answered to an attempt so far; null where a service has yet to speak. */
record Answers(@Nullable Held rules, @Nullable Held membership) {
    /** Both, once both services have spoken. */
    boolean isComplete() {
        return rules != null && membership != null;
    }

    /** How many things stand in the way, of those that have been told. */
    int blockerCount() {
        return orNothing(rules).count() + orNothing(membership).count();
    }

    /** The first of them, {@link Problem#MAX_BLOCKERS} at most; where both services name many, half from each. */
    List<Blocker> blockers() {
        List<Blocker> instances = orNothing(membership).by();
        List<Blocker> named = new ArrayList<>(orNothing(rules).by());
        int most = Math.max(Problem.MAX_BLOCKERS / 2, Problem.MAX_BLOCKERS - instances.size());
        if (named.size() > most) {
            named.subList(most, named.size()).clear();
        }
        named.addAll(instances.subList(0, Math.min(instances.size(), Problem.MAX_BLOCKERS - named.size())));
        return named;
    }

    private static Held orNothing(@Nullable Held held) {
        return held == null ? Held.BY_NOTHING : held;
    }
}
