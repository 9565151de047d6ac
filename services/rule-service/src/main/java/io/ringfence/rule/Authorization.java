package io.ringfence.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides an authorize call: rules that the group has already are answered, the others are added as one, or all are
 * refused. What costs a look at the store, the peers, comes last.
 */
final class Authorization {
    private final RuleSetState state;
    private final Instant at;
    private final List<NewRule> added = new ArrayList<>();
    private final ArrayNode answers = JsonNodeFactory.instance.arrayNode();

    private Authorization(RuleSetState state, Instant at) {
        this.state = state;
        this.at = at;
    }

    /** What the command comes to at an instant, or a refusal with nothing changed. */
    static RuleChange decide(
            RuleSetState state,
            AuthorizeRules command,
            Instant at,
            RuleLimits limits,
            KnownGroups groups,
            Lists lists) {
        Authorization authorization = new Authorization(state, at);
        authorization.sort(command.rules());
        return authorization.change(limits, groups, lists);
    }

    private void sort(List<Rule> wanted) {
        Map<RuleKey, Rule> inForce = state.inForceAt(at);
        for (int i = 0; i < wanted.size(); i++) {
            NewRule candidate = new NewRule(i, wanted.get(i));
            Expiring.requireAhead(candidate.rule().spec().expiresAt(), at, candidate.parameter("expiresAt"));
            Rule same = inForce.get(candidate.rule().spec().key());
            if (same == null) {
                added.add(candidate);
                answers.add(answer(candidate.rule(), false));
            } else {
                requireSameExpiry(candidate, same);
                answers.add(answer(same, true));
            }
        }
    }

    private void requireSameExpiry(NewRule candidate, Rule same) {
        if (!Objects.equals(candidate.rule().spec().expiresAt(), same.spec().expiresAt())) {
            throw refusalNaming(
                    same,
                    Problem.of(
                                    ProblemCode.RULE_EXISTS_WITH_OTHER_EXPIRY,
                                    same.ruleId() + " is the same rule with another expiresAt: modify that one")
                            .at(candidate.parameter("expiresAt")));
        }
    }

    private Refusal refusalNaming(Rule same, Problem problem) {
        Blocker blocker = new Blocker(Blocker.Kind.RULE, same.ruleId().value(), state.group());
        return problem.blockedBy(List.of(blocker)).refusal();
    }

    private static ObjectNode answer(Rule rule, boolean existing) {
        return RuleChange.json(rule).put("existing", existing);
    }

    private RuleChange change(RuleLimits limits, KnownGroups groups, Lists lists) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().set("rules", answers);
        if (added.isEmpty()) {
            return RuleChange.none(answer);
        }
        long after = 0;
        for (NewRule rule : added) {
            after = Math.max(after, ListAdmission.admit(state, rule.rule().spec(), rule::parameter, lists));
        }
        limits.admit(state, added, lists, at);
        for (NewRule rule : added) {
            after = Math.max(
                    after,
                    PeerAdmission.admit(state, rule.rule().spec(), rule.parameter("peerSecurityGroupId"), groups));
        }
        List<Rule> rules = added.stream().map(NewRule::rule).toList();
        return RuleChange.of(new RulesAuthorized(state.group(), rules), answer).after(after);
    }
}
