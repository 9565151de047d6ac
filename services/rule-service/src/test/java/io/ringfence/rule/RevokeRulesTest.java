package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.RevokeRules;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.RuleId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevokeRulesTest {
    private static final Rule HTTP = Sample.rule(1, Sample.tcp(80));
    private static final Rule HTTPS = Sample.rule(2, Sample.tcp(443));

    private final RuleSetScenario scenario = new RuleSetScenario();

    @Test
    void theRulesNamedByIdGoAsOne() {
        scenario.given(Sample.opened(HTTP, HTTPS))
                .when(byIds(HTTPS.ruleId(), HTTP.ruleId()))
                .event(new RulesRevoked(Sample.WEB, List.of(HTTPS.ruleId(), HTTP.ruleId())))
                .answer(accepted -> {
                    assertThat(accepted.revision().number()).isEqualTo(2);
                    assertThat(accepted.answer().at("/ruleIds/0").asText())
                            .isEqualTo(HTTPS.ruleId().value());
                });
    }

    @Test
    void theRulesNamedByTheirFullMatchGoAsOne() {
        scenario.given(Sample.opened(HTTP, HTTPS))
                .when(byMatches(HTTP.spec().key()))
                .event(new RulesRevoked(Sample.WEB, List.of(HTTP.ruleId())));
    }

    @Test
    void aRevokedRuleCanBeAuthorizedAgain() {
        Rule again = Sample.rule(3, Sample.tcp(80));

        scenario.given(Sample.opened(HTTP), new RulesRevoked(Sample.WEB, List.of(HTTP.ruleId())))
                .when(new AuthorizeRules(Sample.WEB, List.of(again)))
                .event(new RulesAuthorized(Sample.WEB, List.of(again)));
    }

    @Test
    void noneGoesIfOneIdIsNotThere() {
        Problem problem = scenario.given(Sample.opened(HTTP))
                .when(byIds(HTTP.ruleId(), HTTPS.ruleId()))
                .refusal(ProblemCode.RULE_NOT_FOUND);

        assertThat(problem.parameter()).isEqualTo("ruleIds[1]");
    }

    @Test
    void noneGoesIfOneMatchIsNotThere() {
        Problem problem = scenario.given(Sample.opened(HTTP))
                .when(byMatches(HTTP.spec().key(), HTTPS.spec().key()))
                .refusal(ProblemCode.RULE_NOT_FOUND);

        assertThat(problem.parameter()).isEqualTo("rules[1]");
    }

    @Test
    void aRulePastItsDeadlineIsNotThere() {
        Rule expired = Sample.rule(1, Sample.tcpUntil(80, Sample.NOW));

        scenario.given(Sample.opened(expired)).when(byIds(expired.ruleId())).refusal(ProblemCode.RULE_NOT_FOUND);
    }

    private static RevokeRules byIds(RuleId... ids) {
        return new RevokeRules(Sample.WEB, List.of(ids), List.of());
    }

    private static RevokeRules byMatches(RuleKey... matches) {
        return new RevokeRules(Sample.WEB, List.of(), List.of(matches));
    }
}
