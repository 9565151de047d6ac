package io.ringfence.axon.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Which records of one partition have been answered, so that only what is behind nothing unanswered counts as read.
 * The polling thread begins and asks; any thread ends.
 */
final class Progress {
    private final Deque<Taken> taken = new ArrayDeque<>();

    /** A record that was read from the partition; those of one partition come in their order. */
    Taken begin(long offset) {
        Taken record = new Taken(offset);
        taken.add(record);
        return record;
    }

    /** The offset of the first record that must be read again after a crash; empty if that has not moved since. */
    OptionalLong advance() {
        OptionalLong next = OptionalLong.empty();
        for (Taken first = taken.peek(); first != null && first.answered; first = taken.peek()) {
            taken.remove();
            next = OptionalLong.of(first.offset + 1);
        }
        return next;
    }

    /** How many records are kept, the answered ones behind an unanswered one too. */
    int size() {
        return taken.size();
    }

    /** A record on its way. */
    static final class Taken {
        private final long offset;
        private volatile boolean answered;

        private Taken(long offset) {
            this.offset = offset;
        }

        void end() {
            answered = true;
        }
    }
}
