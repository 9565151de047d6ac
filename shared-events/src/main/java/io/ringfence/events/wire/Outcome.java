package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.Revision;

/** What became of a command: accepted with the revision and ids it came to, or rejected with a problem. */
public sealed interface Outcome {
    /** The type of an accepted command's result on the wire. */
    String ACCEPTED_TYPE = "io.ringfence.command.Accepted.v1";

    /** The type of a rejected command's result on the wire. */
    String REJECTED_TYPE = "io.ringfence.command.Rejected.v1";

    /**
     * Accepted; {@code answer} is the body as REST gives it, with {@code revision} (a number) and the ids.
     *
     * @param revision the state of the aggregate that holds the change, which is an older one for a no-op
     */
    record Accepted(Revision revision, ObjectNode answer) implements Outcome {}

    /** Refused, for ever the same if an aggregate decided it. */
    record Rejected(Problem problem) implements Outcome {}
}
