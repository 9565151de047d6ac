package io.ringfence.rule;

/** One decision of a rule set. */
final class RuleSetScenario extends Scenario<RuleSet> {
    RuleSetScenario() {
        this(RuleLimits.DEFAULT);
    }

    RuleSetScenario(RuleLimits limits) {
        super(RuleSet.class);
        with(limits);
    }
}
