package io.ringfence.rule;

import io.ringfence.axon.react.GroupReaction;
import io.ringfence.axon.react.KnownGroups;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.axon.store.JdbcTransactions;
import io.ringfence.events.value.GroupLimits;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The wiring of this service: its aggregates, and what it does when it hears of a group. */
final class RuleService {
    RuleService() {}

    @Produces
    @Singleton
    static References references(JdbcTransactions transactions) {
        return new ReferenceRows(transactions);
    }

    @Produces
    @Singleton
    static Lists lists(JdbcTransactions transactions) {
        return new ListRows(transactions);
    }

    @Produces
    @Singleton
    static Deadlines deadlines(JdbcTransactions transactions) {
        return new DeadlineRows(transactions);
    }

    @Produces
    @Singleton
    static AggregateDefinition prefixList(References references, Lists lists) {
        return AggregateDefinition.of(PrefixList.class)
                .with(References.class, references)
                .with(Lists.class, lists);
    }

    @Produces
    @Singleton
    static AggregateDefinition ruleSet(
            KnownGroups groups,
            References references,
            Lists lists,
            Deadlines deadlines,
            @ConfigProperty(name = "ringfence.limits.rules", defaultValue = "" + GroupLimits.RULES) int rules,
            @ConfigProperty(
                            name = "ringfence.limits.group-references",
                            defaultValue = "" + GroupLimits.GROUP_REFERENCES)
                    int groupReferences) {
        return AggregateDefinition.of(RuleSet.class)
                .with(RuleLimits.class, new RuleLimits(rules, groupReferences))
                .with(KnownGroups.class, groups)
                .with(References.class, references)
                .with(Lists.class, lists)
                .with(RuleIndex.class, references.and(deadlines));
    }

    @Produces
    @Singleton
    static GroupReaction reaction() {
        return (envelope, event) -> event.accept(new RuleSetReaction(envelope.sequence()));
    }
}
