package io.ringfence.axon.decide;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.SecurityGroupId;

/**
 * A refusal that a little patience may cure: what it needs is decided by another service, whose event may still be on
 * its way. The gate tries again for a bounded time without holding a thread, then answers the problem.
 */
public final class NotYetKnown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** The problem to answer if the event does not come in time. */
    public NotYetKnown(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** A group of which this service has not heard, named by this parameter of the request. */
    public static NotYetKnown group(SecurityGroupId id, String parameter) {
        return new NotYetKnown(Unknown.group(id.value()).at(parameter));
    }

    public Problem problem() {
        return problem;
    }
}
