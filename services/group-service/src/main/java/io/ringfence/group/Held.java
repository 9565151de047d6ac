package io.ringfence.group;

import io.ringfence.events.problem.Blocker;
import java.util.List;

/**
 * What a service says to the deletion of a group: what of its own stands in the way, or nothing.
 *
 * @param by the first of them, at most 20
 * @param count how many there are; 0 is consent
 */
record Held(List<Blocker> by, int count) {
    static final Held BY_NOTHING = new Held(List.of(), 0);

    Held {
        by = List.copyOf(by);
    }
}
