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
    private final String waitsFor;

    /**
     * @param problem to answer if the event does not come in time
     * @param waitsFor the id of what is not known yet
     */
    public NotYetKnown(Problem problem, String waitsFor) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.waitsFor = waitsFor;
    }

    /** A group of which this service has not heard, named by this parameter of the request. */
    public static NotYetKnown group(SecurityGroupId id, String parameter) {
        return new NotYetKnown(Unknown.group(id.value()).at(parameter), id.value());
    }

    public Problem problem() {
        return problem;
    }

    /** The id of what is not known yet, such as a group's. */
    public String waitsFor() {
        return waitsFor;
    }
}
