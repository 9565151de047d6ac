package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuthorizeRulesTest {
    private final RuleSetScenario scenario = new RuleSetScenario();

    @Test
    void theRulesOfACallAreOneEvent() {
        Rule http = Sample.rule(1, Sample.tcp(80));
        Rule https = Sample.rule(2, Sample.tcp(443));

        scenario.given(Sample.opened())
                .when(authorize(http, https))
                .event(new RulesAuthorized(Sample.WEB, List.of(http, https)))
                .answer(accepted -> {
                    assertThat(accepted.revision().number()).isEqualTo(2);
                    assertThat(accepted.answer().at("/revision").asLong()).isEqualTo(2);
                    assertThat(accepted.answer().at("/rules/1/ruleId").asText())
                            .isEqualTo(https.ruleId().value());
                    assertThat(accepted.answer().at("/rules/1/existing").asBoolean())
                            .isFalse();
                    assertThat(accepted.answer().at("/rules/1/cidr").asText()).isEqualTo("10.0.0.0/8");
                });
    }

    @Test
    void aRuleThatIsThereAlreadyIsAnsweredWithItsIdAndMakesNoEvent() {
        Rule there = Sample.rule(1, Sample.described(Sample.tcp(80), "the first"));

        scenario.given(Sample.opened(there))
                .when(authorize(Sample.rule(2, Sample.described(Sample.tcp(80), "the second"))))
                .noEvent()
                .answer(accepted -> {
                    assertThat(accepted.revision().number()).isEqualTo(1);
                    assertThat(accepted.answer().at("/rules/0/existing").asBoolean())
                            .isTrue();
                    assertThat(accepted.answer().at("/rules/0/ruleId").asText())
                            .isEqualTo(there.ruleId().value());
                    assertThat(accepted.answer().at("/rules/0/description").asText())
                            .isEqualTo("the first");
                });
    }

    @Test
    void onlyTheNewRulesOfACallAreInItsEvent() {
        Rule fresh = Sample.rule(3, Sample.tcp(443));

        scenario.given(Sample.opened(Sample.rule(1, Sample.tcp(80))))
                .when(authorize(Sample.rule(2, Sample.tcp(80)), fresh))
                .event(new RulesAuthorized(Sample.WEB, List.of(fresh)))
                .answer(accepted -> {
                    assertThat(accepted.answer().at("/rules/0/existing").asBoolean())
                            .isTrue();
                    assertThat(accepted.answer().at("/rules/1/existing").asBoolean())
                            .isFalse();
                });
    }

    @Test
    void aRuleThatDiffersInItsExpiryAloneIsRefusedWithTheIdOfTheOneThatIsThere() {
        Rule there = Sample.rule(1, Sample.tcpUntil(80, Sample.NOW.plusSeconds(60)));

        Problem problem = scenario.given(Sample.opened(there))
                .when(authorize(Sample.rule(2, Sample.tcp(443)), Sample.rule(3, Sample.tcp(80))))
                .refusal(ProblemCode.RULE_EXISTS_WITH_OTHER_EXPIRY);

        assertThat(problem.parameter()).isEqualTo("rules[1].expiresAt");
        assertThat(problem.blockers())
                .containsExactly(new Blocker(Blocker.Kind.RULE, there.ruleId().value(), Sample.WEB));
    }

    @Test
    void aRulePastItsDeadlineIsNoLongerInTheWay() {
        Rule again = Sample.rule(2, Sample.tcp(80));

        scenario.given(Sample.opened(Sample.rule(1, Sample.tcpUntil(80, Sample.NOW))))
                .when(authorize(again))
                .event(new RulesAuthorized(Sample.WEB, List.of(again)));
    }

    @Test
    void theRecordOfAnExpiryLeavesTheRuleThatTookItsPlace() {
        Rule expired = Sample.rule(1, Sample.tcpUntil(80, Sample.NOW.minusSeconds(2)));
        Rule successor = Sample.rule(2, Sample.tcp(80));

        scenario.given(
                        Sample.opened(expired),
                        new RulesAuthorized(Sample.WEB, List.of(successor)),
                        new RuleExpired(Sample.WEB, expired.ruleId(), Sample.NOW.minusSeconds(2), Sample.NOW))
                .when(authorize(Sample.rule(3, Sample.tcp(80))))
                .noEvent();
    }

    @Test
    void theTwoHundredthRuleIsAccepted() {
        scenario.given(Sample.opened(rules(1, 199)))
                .when(authorize(rules(200, 200)))
                .event(new RulesAuthorized(Sample.WEB, List.of(rules(200, 200))));
    }

    @Test
    void aCallThatWouldGoPastTheLimitIsRefusedAsAWhole() {
        Problem problem = scenario.given(Sample.opened(rules(1, 199)))
                .when(authorize(rules(199, 202)))
                .refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.limit()).isEqualTo(200);
        assertThat(problem.count()).isEqualTo(202);
    }

    @Test
    void aFullGroupStillAnswersARuleThatItHas() {
        scenario.given(Sample.opened(rules(1, 200)))
                .when(authorize(Sample.rule(500, Sample.tcp(7))))
                .noEvent();
    }

    @Test
    void aRulePastItsDeadlineDoesNotCountAgainstTheLimit() {
        RuleSetScenario two = new RuleSetScenario(new RuleLimits(2, 0));
        Rule fresh = Sample.rule(3, Sample.tcp(82));

        two.given(Sample.opened(Sample.rule(1, Sample.tcp(80)), Sample.rule(2, Sample.tcpUntil(81, Sample.NOW))))
                .when(authorize(fresh))
                .event(new RulesAuthorized(Sample.WEB, List.of(fresh)));
    }

    @Test
    void theLimitIsConfiguration() {
        Problem problem = new RuleSetScenario(new RuleLimits(1, 0))
                .given(Sample.opened())
                .when(authorize(rules(1, 2)))
                .refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.limit()).isEqualTo(1);
    }

    @Test
    void aGroupOfAnotherAccountIsUnknown() {
        scenario.given(Sample.opened())
                .by(new AccountId("mallory"))
                .when(authorize(Sample.rule(1, Sample.tcp(80))))
                .refusal(ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void aDeletedGroupIsUnknown() {
        scenario.given(Sample.opened(), new RuleSetDeleted(Sample.WEB))
                .when(authorize(Sample.rule(1, Sample.tcp(80))))
                .refusal(ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void aStaleRevisionIsRefused() {
        scenario.given(Sample.opened(), new RulesAuthorized(Sample.WEB, List.of(rules(1, 1))))
                .ifMatch(1)
                .when(authorize(rules(2, 2)))
                .refusal(ProblemCode.PRECONDITION_FAILED);
    }

    @Test
    void theSeenRevisionIsAccepted() {
        scenario.given(Sample.opened(SecurityGroupType.ADVANCED))
                .ifMatch(1)
                .when(authorize(rules(1, 1)))
                .event(new RulesAuthorized(Sample.WEB, List.of(rules(1, 1))));
    }

    /** Rules that differ in their port, which is their number. */
    private static Rule[] rules(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> Sample.rule(n, Sample.tcp(n)))
                .toArray(Rule[]::new);
    }

    private static AuthorizeRules authorize(Rule... rules) {
        return new AuthorizeRules(Sample.WEB, List.of(rules));
    }
}
