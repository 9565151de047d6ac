package io.ringfence.projection.consume;

import io.ringfence.policy.image.Replayed;

/** What became of the records of a batch. */
public record Tally(int applied, int duplicate, int held, int unreadable) {
    static final Tally NONE = new Tally(0, 0, 0, 0);
    static final Tally UNREADABLE = new Tally(0, 0, 0, 1);

    static Tally of(Replayed replayed) {
        return switch (replayed) {
            case APPLIED -> new Tally(1, 0, 0, 0);
            case DUPLICATE -> new Tally(0, 1, 0, 0);
            case HELD -> new Tally(0, 0, 1, 0);
        };
    }

    Tally plus(Tally other) {
        return new Tally(
                applied + other.applied, duplicate + other.duplicate, held + other.held, unreadable + other.unreadable);
    }
}
