package io.ringfence.axon.intake;

import io.ringfence.events.problem.Problem;

/** A record that is no command and yet has an id under which its sender can be told why. */
final class Answerable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Sender sender;
    private final transient Problem problem;

    Answerable(Sender sender, Problem problem) {
        super(problem.detail(), null, false, false);
        this.sender = sender;
        this.problem = problem;
    }

    Sender sender() {
        return sender;
    }

    Problem problem() {
        return problem;
    }
}
