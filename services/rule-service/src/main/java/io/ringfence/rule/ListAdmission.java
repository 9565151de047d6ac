package io.ringfence.rule;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.PrefixListId;
import java.util.function.UnaryOperator;

/** Which prefix lists a rule may name (semantics, sections 1 and 6). */
final class ListAdmission {
    private static final String PREFIX_LIST_ID = "prefixListId";

    private ListAdmission() {}

    /** Refuses a rule that would name a prefix list from now on, unless it may. */
    static long admit(RuleSetState state, RuleSpec spec, UnaryOperator<String> parameter, Lists lists) {
        if (spec.prefixListId() != null) {
            PeerAdmission.requireOwnReferencesOpen(state);
        }
        return fit(state, spec, parameter, lists);
    }

    /**
     * Refuses a rule whose peer is a prefix list that is not there, or not of its family; the list lives until the
     * transaction has ended.
     *
     * @param parameter the full name of one of the rule's parameters in the request
     * @return when what it rests on was decided, in microseconds since 1970; 0 for a rule that names no list
     */
    static long fit(RuleSetState state, RuleSpec spec, UnaryOperator<String> parameter, Lists lists) {
        PrefixListId id = spec.prefixListId();
        if (id == null) {
            return 0;
        }
        KnownList list = lists.find(id)
                .filter(known -> known.account().equals(state.account()))
                .orElseThrow(() -> unknown(id, parameter.apply(PREFIX_LIST_ID)));
        requireOneFamily(spec, list, parameter);
        return list.madeAt();
    }

    private static Refusal unknown(PrefixListId id, String parameter) {
        return Problem.of(ProblemCode.PREFIX_LIST_NOT_FOUND, "There is no prefix list " + id)
                .at(parameter)
                .refusal();
    }

    private static void requireOneFamily(RuleSpec spec, KnownList list, UnaryOperator<String> parameter) {
        if (!spec.protocol().speaks(list.family())) {
            throw Refusal.invalid(
                    parameter.apply(PREFIX_LIST_ID), "is of the other address family than " + spec.protocol());
        }
        Cidr local = spec.localCidr();
        if (local != null && local.family() != list.family()) {
            throw Refusal.invalid(parameter.apply("localCidr"), "is of the other address family than the prefix list");
        }
    }
}
