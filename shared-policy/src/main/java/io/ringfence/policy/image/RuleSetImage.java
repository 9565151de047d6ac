package io.ringfence.policy.image;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.Collection;
import java.util.List;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** The rules of a group as they stand, whether in force or past their deadline. */
public record RuleSetImage(
        SecurityGroupId securityGroupId,
        AccountId accountId,
        VpcId vpcId,
        SecurityGroupType type,
        PSortedMap<RuleId, Rule> rules,
        Provenance lastChange) {
    /** The rules of a list by their ids. */
    public static PSortedMap<RuleId, Rule> byId(Collection<Rule> rules) {
        return rules.stream().collect(TreePMap.toTreePMap(Rule::ruleId, rule -> rule));
    }

    RuleSetImage with(Collection<Rule> added, Provenance change) {
        return new RuleSetImage(securityGroupId, accountId, vpcId, type, rules.plusAll(byId(added)), change);
    }

    RuleSetImage without(List<RuleId> removed, Provenance change) {
        return new RuleSetImage(securityGroupId, accountId, vpcId, type, rules.minusAll(removed), change);
    }

    RuleSetImage unchanged(Provenance change) {
        return new RuleSetImage(securityGroupId, accountId, vpcId, type, rules, change);
    }
}
