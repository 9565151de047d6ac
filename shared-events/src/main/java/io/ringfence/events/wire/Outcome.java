package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.Revision;

/**
 * What became of a command: accepted with the revision and ids it came to, rejected with a problem, or pending until
 * other services have answered.
 */
public sealed interface Outcome {
    /** The type of an accepted command's result on the wire. */
    String ACCEPTED_TYPE = "io.ringfence.command.Accepted.v1";

    /** The type of a rejected command's result on the wire. */
    String REJECTED_TYPE = "io.ringfence.command.Rejected.v1";

    /** Calls the visitor's method for this outcome. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each outcome. */
    interface Visitor<R> {
        R on(Accepted accepted);

        R on(Rejected rejected);

        R on(Pending pending);
    }

    /**
     * Accepted; {@code answer} is the body as REST gives it, with {@code revision} (a number) and the ids.
     *
     * @param revision the state of the aggregate that holds the change, which is an older one for a no-op
     */
    record Accepted(Revision revision, ObjectNode answer) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Refused, for ever the same if an aggregate decided it. */
    record Rejected(Problem problem) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /**
     * Begun, or found under way: a later event of the same aggregate decides whether it is accepted or rejected. Never
     * on the results topic.
     *
     * @param attempt the revision that began it
     * @param answer the body while it runs on
     */
    record Pending(Revision attempt, ObjectNode answer) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}
