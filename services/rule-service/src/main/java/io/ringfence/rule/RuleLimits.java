package io.ringfence.rule;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many rules a group may have (semantics, section 2).
 *
 * @param rules in force in a group, both directions together; one that names a prefix list counts the list's size
 * @param groupReferences rules in force in a BASIC group that name another group; an ADVANCED one may have none
 */
record RuleLimits(int rules, int groupReferences) {
    static final RuleLimits DEFAULT = new RuleLimits(GroupLimits.RULES, GroupLimits.GROUP_REFERENCES);

    /** Refuses the new rules, all of them, if with them the group would have too many at this instant. */
    void admit(RuleSetState state, List<NewRule> added, Lists lists, Instant at) {
        List<NewRule> naming = added.stream().filter(NewRule::namesGroup).toList();
        if (!naming.isEmpty() && state.type() == SecurityGroupType.ADVANCED) {
            throw Problem.of(
                            ProblemCode.NOT_ALLOWED_FOR_ADVANCED,
                            state.group() + " is an advanced group, whose rules name no other group: name a CIDR")
                    .at(naming.get(0).parameter("peerSecurityGroupId"))
                    .refusal();
        }
        List<Rule> all = new ArrayList<>(state.rulesAt(at));
        added.forEach(rule -> all.add(rule.rule()));
        require(state.group(), "rules", rules, ListSizes.of(lists, all).count(all));
        require(
                state.group(),
                "rules that name another group",
                groupReferences,
                state.groupReferencesAt(at) + naming.size());
    }

    /** Refuses the change of a rule if by that the group would have too many at this instant, and more than before. */
    void admit(RuleSetState state, Rule before, Rule after, Lists lists, Instant at) {
        List<Rule> all = new ArrayList<>(state.rulesAt(at));
        ListSizes sizes = ListSizes.of(lists, List.of(before, after));
        if (sizes.count(List.of(after)) > sizes.count(List.of(before))) {
            all.remove(before);
            all.add(after);
            require(state.group(), "rules", rules, ListSizes.of(lists, all).count(all));
        }
    }

    private static void require(SecurityGroupId group, String what, int limit, int count) {
        if (count > limit) {
            throw Problem.of(
                            ProblemCode.LIMIT_EXCEEDED,
                            group + " would have " + count + " " + what + ", and may have " + limit
                                    + ": revoke some first")
                    .limit(limit, count)
                    .refusal();
        }
    }
}
