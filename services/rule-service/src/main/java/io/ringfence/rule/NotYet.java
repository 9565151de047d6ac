package io.ringfence.rule;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;

/** Refusals of what this version does not enforce: nothing is accepted and then ignored. */
final class NotYet {
    private NotYet() {}

    static Refusal expiry(String parameter) {
        return refusal(parameter, "rules do not expire yet: leave " + parameter + " out and revoke the rule when due");
    }

    private static Refusal refusal(String parameter, String why) {
        return Problem.of(ProblemCode.NOT_SUPPORTED, parameter + " is refused: " + why)
                .at(parameter)
                .refusal();
    }
}
