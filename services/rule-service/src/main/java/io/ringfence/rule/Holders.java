package io.ringfence.rule;

import io.ringfence.events.problem.Blocker;
import java.util.List;

/**
 * The rules that name something, and so keep it from going.
 *
 * @param named the first of them, {@link io.ringfence.events.problem.Problem#MAX_BLOCKERS} at most
 * @param count how many there are
 */
record Holders(List<Blocker> named, int count) {
    Holders {
        named = List.copyOf(named);
    }

    boolean isNone() {
        return count == 0;
    }
}
