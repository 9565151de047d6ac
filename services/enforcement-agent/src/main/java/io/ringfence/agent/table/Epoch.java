package io.ringfence.agent.table;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The time in which one policy held. A connection that was accepted carries the epoch in its mark and passes without
 * being judged again until the epoch is another.
 *
 * @param number 1 to {@link MarkMask#lastEpoch}
 */
public record Epoch(MarkMask mask, int number) {
    /** Where it does not matter which. */
    public static final Epoch ANY = new Epoch(MarkMask.DEFAULT, 1);

    /** The chain in which connections of the epoch pass. */
    public static final String LIVE = "live";

    /** The chain that marks a connection as accepted in the epoch. */
    public static final String JUDGED = "judged";

    /** Refuses a number that has no place in the mask. */
    public Epoch {
        if (number < 1 || number > mask.lastEpoch()) {
            throw new IllegalArgumentException("no epoch " + number);
        }
    }

    public int mark() {
        return mask.mark(number);
    }

    /** The two chains by their names. */
    SortedMap<String, Chain> chains() {
        return new TreeMap<>(Map.of(
                LIVE, Chain.of(List.of(mask.carries(mark()) + " accept")),
                JUDGED, Chain.of(List.of(mask.set(mark())))));
    }
}
