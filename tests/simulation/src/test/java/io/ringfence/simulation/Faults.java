package io.ringfence.simulation;

import java.util.random.RandomGenerator;

/** What goes wrong, and how often; nothing once {@link #stop} was called, so that everything can come to its end. */
final class Faults {
    private boolean stopped;

    void stop() {
        stopped = true;
    }

    /** At each of the places where a process may die. */
    boolean crashesNow(RandomGenerator random) {
        return happens(random, 0.004);
    }

    /** A reader forgets where it was and reads some records again. */
    boolean readsAgain(RandomGenerator random) {
        return happens(random, 0.05);
    }

    /** A publisher sends without keeping that it did. */
    boolean sendsAgain(RandomGenerator random) {
        return happens(random, 0.1);
    }

    /** A client sends the same command twice at once. */
    boolean sendsTwice(RandomGenerator random) {
        return happens(random, 0.1);
    }

    private boolean happens(RandomGenerator random, double share) {
        return !stopped && random.nextDouble() < share;
    }
}
