package io.ringfence.instance;

import io.ringfence.events.problem.Blocker;
import java.util.List;

/**
 * The instances that keep a group from going.
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
