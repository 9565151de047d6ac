package io.ringfence.agent.table;

import java.util.List;

/**
 * The time in which one policy held. A connection that was accepted carries the epoch in its mark and passes without
 * being judged again until the epoch is another. An epoch begins with the chain that marks; until the set follows, what was
 * marked before still passes, and what is marked is judged at every packet.
 *
 * @param number 1 to {@link MarkMask#lastEpoch}
 */
public record Epoch(MarkMask mask, int number) {
    /** Where it does not matter which. */
    public static final Epoch ANY = new Epoch(MarkMask.DEFAULT, 1);

    /** The set that holds the mark of the epoch: connections that carry it pass. */
    public static final String LIVE = "live";

    static final String LIVE_TYPE = "mark";

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

    Chain judged() {
        return Chain.of(List.of(mask.set(mark())));
    }

    void writeLive(TableText text) {
        text.elements("set " + LIVE, LIVE_TYPE, List.of(MarkMask.hex(mark())));
    }
}
