package io.ringfence.rule;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * A rule set as its events made it. Immutable; {@link #evolve} takes every event and decides nothing.
 *
 * @param rules every rule that was made and not removed, those past their deadline included until that is recorded
 * @param answered the last attempt at deleting the group that was answered; 0 before the first
 * @param closedBy the attempt for which no rule may name the group any more; 0 while rules may
 * @param deleted the group is gone for ever
 */
record RuleSetState(
        SecurityGroupId group,
        AccountId account,
        VpcId vpc,
        SecurityGroupType type,
        PMap<RuleId, Rule> rules,
        long answered,
        long closedBy,
        boolean deleted) {

    /** The state after one more event; null stands for the state before the first. */
    static RuleSetState evolve(@Nullable RuleSetState before, RuleSetEvent event) {
        return event.accept(new RuleSetEvolution(before));
    }

    static RuleSetState opened(RuleSetOpened event) {
        PMap<RuleId, Rule> none = HashTreePMap.empty();
        return new RuleSetState(
                        event.securityGroupId(), event.accountId(), event.vpcId(), event.type(), none, 0, 0, false)
                .with(event.rules());
    }

    RuleSetState with(Iterable<Rule> more) {
        PMap<RuleId, Rule> all = rules;
        for (Rule rule : more) {
            all = all.plus(rule.ruleId(), rule);
        }
        return withRules(all);
    }

    RuleSetState without(Iterable<RuleId> fewer) {
        PMap<RuleId, Rule> rest = rules;
        for (RuleId id : fewer) {
            rest = rest.minus(id);
        }
        return withRules(rest);
    }

    private RuleSetState withRules(PMap<RuleId, Rule> newRules) {
        return new RuleSetState(group, account, vpc, type, newRules, answered, closedBy, deleted);
    }

    /** After the answer to an attempt, which closed the group for it or not. */
    RuleSetState answered(long attempt, boolean nowClosed) {
        return new RuleSetState(group, account, vpc, type, rules, attempt, nowClosed ? attempt : 0, deleted);
    }

    RuleSetState reopened() {
        return new RuleSetState(group, account, vpc, type, rules, answered, 0, deleted);
    }

    RuleSetState gone() {
        return new RuleSetState(group, account, vpc, type, HashTreePMap.empty(), answered, closedBy, true);
    }

    boolean closed() {
        return closedBy != 0;
    }

    /** The rules in force at an instant, which are never two of one key. */
    Map<RuleKey, Rule> inForceAt(Instant at) {
        return inForce(at).collect(Collectors.toMap(rule -> rule.spec().key(), Function.identity()));
    }

    /** The rule with this id if it is in force at the instant, else null. */
    @Nullable
    Rule inForceAt(Instant at, RuleId id) {
        Rule rule = rules.get(id);
        return rule != null && rule.spec().inForceAt(at) ? rule : null;
    }

    /** The rules in force at an instant. */
    List<Rule> rulesAt(Instant at) {
        return inForce(at).toList();
    }

    /** How many of the rules in force at an instant name another group. */
    int groupReferencesAt(Instant at) {
        return (int) inForce(at).filter(RuleSetState::namesGroup).count();
    }

    static boolean namesGroup(Rule rule) {
        return rule.spec().peerSecurityGroupId() != null;
    }

    private Stream<Rule> inForce(Instant at) {
        return rules.values().stream().filter(rule -> rule.spec().inForceAt(at));
    }
}
