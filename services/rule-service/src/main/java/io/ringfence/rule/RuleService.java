package io.ringfence.rule;

import io.ringfence.axon.react.GroupReaction;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The wiring of this service: its aggregate, and what it does when it hears of a group. */
final class RuleService {
    RuleService() {}

    @Produces
    @Singleton
    static AggregateDefinition ruleSet(
            KnownGroups groups,
            @ConfigProperty(name = "ringfence.limits.rules", defaultValue = "200") int rules,
            @ConfigProperty(name = "ringfence.limits.group-references", defaultValue = "20") int groupReferences) {
        return AggregateDefinition.of(RuleSet.class)
                .with(RuleLimits.class, new RuleLimits(rules, groupReferences))
                .with(KnownGroups.class, groups);
    }

    @Produces
    @Singleton
    static GroupReaction openRuleSets() {
        return (envelope, event) -> opening(event);
    }

    /** A new group's rule set is opened; other events of a group ask nothing of its rules. */
    private static Optional<OpenRuleSet> opening(SecurityGroupEvent event) {
        if (event instanceof SecurityGroupCreated created) {
            List<Rule> rules = created.defaultRules() ? DefaultRules.of(created.securityGroupId()) : List.of();
            return Optional.of(new OpenRuleSet(
                    created.securityGroupId(), created.accountId(), created.vpcId(), created.type(), rules));
        }
        return Optional.empty();
    }
}
