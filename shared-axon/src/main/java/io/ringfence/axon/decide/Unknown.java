package io.ringfence.axon.decide;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.AggregateRef;

/** The answers for things that are not there, or that belong to another account, which is the same to a caller. */
public final class Unknown {
    private Unknown() {}

    /** The answer for an aggregate that is not there: the one for the thing that it is a part of. */
    public static Problem aggregate(AggregateRef ref) {
        return switch (ref.kind()) {
            case GROUP, RULES, MEMBERSHIP -> group(ref.id());
            case INSTANCE -> Problem.of(ProblemCode.INSTANCE_NOT_FOUND, "There is no instance " + ref.id());
            case PREFIX_LIST -> Problem.of(ProblemCode.PREFIX_LIST_NOT_FOUND, "There is no prefix list " + ref.id());
        };
    }

    /** The answer for a group that is not there. */
    public static Problem group(String id) {
        return Problem.of(ProblemCode.SECURITY_GROUP_NOT_FOUND, "There is no security group " + id);
    }

    /** Whether the aggregate comes to be in answer to another service's event, so that it may only be late. */
    public static boolean mayOnlyBeLate(AggregateRef ref) {
        return switch (ref.kind()) {
            case RULES, MEMBERSHIP -> true;
            case GROUP, INSTANCE, PREFIX_LIST -> false;
        };
    }
}
