package io.ringfence.rule;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;

/** The answers for rules that a group does not have, or no longer. */
final class UnknownRule {
    private UnknownRule() {}

    static Refusal id(SecurityGroupId group, RuleId id, String parameter) {
        return Problem.of(ProblemCode.RULE_NOT_FOUND, "There is no rule " + id + " in " + group)
                .at(parameter)
                .refusal();
    }

    static Refusal match(SecurityGroupId group, String parameter) {
        return Problem.of(
                        ProblemCode.RULE_NOT_FOUND,
                        "No rule of " + group + " is the same as " + parameter + " in every part")
                .at(parameter)
                .refusal();
    }
}
