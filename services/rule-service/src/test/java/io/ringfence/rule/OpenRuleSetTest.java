package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.OpenRuleSet;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.value.SecurityGroupType;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRuleSetTest {
    private final RuleSetScenario scenario = new RuleSetScenario();

    @Test
    void theFirstEventHoldsTheDefaultRules() {
        List<Rule> defaults = DefaultRules.of(Sample.WEB);

        scenario.when(opening(defaults))
                .event(new RuleSetOpened(Sample.WEB, Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, defaults))
                .answer(accepted -> assertThat(accepted.revision()).hasToString("rules:" + Sample.WEB + "@1"));
    }

    @Test
    void aGroupWithoutDefaultRulesStartsEmpty() {
        scenario.when(opening(List.of())).event(Sample.opened());
    }

    @Test
    void aSecondOpeningChangesNothing() {
        scenario.given(Sample.opened())
                .when(opening(DefaultRules.of(Sample.WEB)))
                .noEvent()
                .answer(accepted -> assertThat(accepted.revision().number()).isEqualTo(1));
    }

    @Test
    void theDefaultRulesOfAGroupAreTheOnesTheSemanticsList() {
        assertThat(DefaultRules.of(Sample.WEB))
                .extracting(Rule::spec)
                .extracting(spec -> spec.direction() + " " + spec.policy() + " " + spec.protocol() + " "
                        + spec.portRange() + " " + spec.cidr() + " " + spec.priority())
                .containsExactly(
                        "INGRESS ACCEPT tcp 22/22 0.0.0.0/0 100",
                        "INGRESS ACCEPT tcp 80/80 0.0.0.0/0 100",
                        "INGRESS ACCEPT tcp 443/443 0.0.0.0/0 100",
                        "INGRESS ACCEPT tcp 3389/3389 0.0.0.0/0 100",
                        "INGRESS ACCEPT icmp -1/-1 0.0.0.0/0 100",
                        "EGRESS ACCEPT all -1/-1 0.0.0.0/0 100");
    }

    @Test
    void theDefaultRulesOfAGroupKeepTheirIdsOnARetryAndShareThemWithNoOtherGroup() {
        assertThat(DefaultRules.of(Sample.WEB)).isEqualTo(DefaultRules.of(Sample.WEB));
        assertThat(DefaultRules.of(Sample.WEB))
                .extracting(Rule::ruleId)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(DefaultRules.of(Sample.DATABASE).stream()
                        .map(Rule::ruleId)
                        .toList());
    }

    private static OpenRuleSet opening(List<Rule> rules) {
        return new OpenRuleSet(Sample.WEB, Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, rules);
    }
}
