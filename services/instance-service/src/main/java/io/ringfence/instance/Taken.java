package io.ringfence.instance;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * The answers to a claim that cannot be met. An owner is named to its own account alone: to another one, that the
 * address is in use is all there is to know.
 */
final class Taken {
    private Taken() {}

    /** @param index of the address in the claim */
    static Refusal address(Claim claim, int index, Optional<Owner> owner) {
        Problem problem = Problem.of(
                        ProblemCode.ADDRESS_IN_USE,
                        "The address " + claim.addresses().get(index)
                                + " belongs to another instance: take a free one, or delete its owner first")
                .at("addresses[" + index + "]");
        return naming(problem, claim.account(), owner);
    }

    static Refusal port(AccountId account, Claim.Port port, Optional<Owner> owner) {
        Problem problem = Problem.of(
                        ProblemCode.INTERFACE_IN_USE,
                        "The interface " + port.interfaceName() + " of host " + port.host()
                                + " belongs to another instance: take a free one, or delete its owner first")
                .at("interface");
        return naming(problem, account, owner);
    }

    private static Refusal naming(Problem problem, AccountId account, Optional<Owner> owner) {
        return owner.filter(known -> known.account().equals(account))
                .map(known -> problem.blockedBy(List.of(known.asBlocker())))
                .orElse(problem)
                .refusal();
    }

    /** @param count addresses that the group would have come to */
    static Refusal places(Claim claim, int limit, long count) {
        return Problem.of(
                        ProblemCode.LIMIT_EXCEEDED,
                        "The group would have " + count + " addresses, and " + limit
                                + " is the limit of its type: use another group")
                .at("securityGroupId")
                .limit(limit, count)
                .refusal();
    }
}
