package io.ringfence.projection.query;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;

/** What is asked about but not there: never seen, gone by then, not there yet, or another account's. */
public final class Unknown {
    private Unknown() {}

    public static Refusal group(String id) {
        return Problem.of(ProblemCode.SECURITY_GROUP_NOT_FOUND, "There is no security group " + id)
                .refusal();
    }

    public static Refusal prefixList(String id) {
        return Problem.of(ProblemCode.PREFIX_LIST_NOT_FOUND, "There is no prefix list " + id)
                .refusal();
    }

    public static Refusal instance(String id) {
        return Problem.of(ProblemCode.INSTANCE_NOT_FOUND, "There is no instance " + id)
                .refusal();
    }

    static Refusal reference(String instance, String group) {
        return Problem.of(
                        ProblemCode.SECURITY_GROUP_NOT_FOUND,
                        "No rule in force for " + instance + " names " + group
                                + ": see references in its effective policy")
                .refusal();
    }
}
