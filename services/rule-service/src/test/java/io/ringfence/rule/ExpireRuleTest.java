package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.ExpireRule;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.value.Patch;
import io.ringfence.events.wire.Micros;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules with a deadline: what is asked of one, and what is recorded when it has passed. */
class ExpireRuleTest {
    private static final Instant PAST = Sample.NOW.minusSeconds(3);
    private static final Instant SOON = Sample.NOW.plusSeconds(60);
    private static final Rule ENDED = Sample.rule(1, Sample.tcpUntil(80, PAST));
    private static final Rule ENDING = Sample.rule(1, Sample.tcpUntil(80, SOON));
    private static final Rule FOR_EVER = Sample.rule(1, Sample.tcp(80));

    private final RuleSetScenario scenario = new RuleSetScenario();

    private static ModifyRule endTo(Patch<Instant> expiresAt) {
        return new ModifyRule(Sample.WEB, Sample.id(1), Sample.expiry(expiresAt));
    }

    private static ExpireRule expire(Instant due) {
        return new ExpireRule(Sample.WEB, Sample.id(1), due);
    }

    @Test
    void aRuleWithADeadlineAheadIsAuthorizedAndTheDeadlineKept() {
        scenario.given(Sample.opened())
                .when(new AuthorizeRules(Sample.WEB, List.of(ENDING)))
                .event(new RulesAuthorized(Sample.WEB, List.of(ENDING)));

        assertThat(scenario.deadlines.next()).contains(SOON);
    }

    @Test
    void aDeadlineThatHasPassedIsRefusedByTheParameter() {
        Rule now = Sample.rule(2, Sample.tcpUntil(81, Sample.NOW));

        Problem problem = scenario.given(Sample.opened())
                .when(new AuthorizeRules(Sample.WEB, List.of(ENDING, now)))
                .refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.parameter()).isEqualTo("rules[1].expiresAt");
    }

    @Test
    void theSameRuleWithTheSameDeadlineIsThereAlready() {
        scenario.given(Sample.opened(ENDING))
                .when(new AuthorizeRules(Sample.WEB, List.of(Sample.rule(2, Sample.tcpUntil(80, SOON)))))
                .noEvent()
                .answer(accepted -> assertThat(
                                accepted.answer().at("/rules/0/ruleId").asText())
                        .isEqualTo(ENDING.ruleId().value()));
    }

    @Test
    void aDeadlineCanBeSet() {
        scenario.given(Sample.opened(FOR_EVER)).when(endTo(Patch.of(SOON))).event(new RuleModified(Sample.WEB, ENDING));

        assertThat(scenario.deadlines.next()).contains(SOON);
    }

    @Test
    void aDeadlineCanBeMoved() {
        Instant later = SOON.plusSeconds(1);

        scenario.given(Sample.opened(ENDING))
                .when(endTo(Patch.of(later)))
                .event(new RuleModified(Sample.WEB, Sample.rule(1, Sample.tcpUntil(80, later))));
    }

    @Test
    void aDeadlineCanBeTakenAway() {
        scenario.given(Sample.opened(ENDING))
                .when(endTo(Patch.removed()))
                .event(new RuleModified(Sample.WEB, FOR_EVER));
    }

    @Test
    void aDeadlineCannotBeSetIntoThePast() {
        Problem problem = scenario.given(Sample.opened(ENDING))
                .when(endTo(Patch.of(PAST)))
                .refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.parameter()).isEqualTo("expiresAt");
    }

    @Test
    void aRuleThatNamesAGroupLastsLongerOnlyWhileThatMayBeNamed() {
        Rule naming = Sample.rule(1, Sample.expiring(Sample.fromGroup(Sample.DATABASE), SOON));
        scenario.groups.close(Sample.DATABASE);

        scenario.given(Sample.opened(naming)).when(endTo(Patch.removed())).refusal(ProblemCode.GROUP_BEING_DELETED);
    }

    @Test
    void aRuleThatNamesAGroupMayEndSoonerThoughThatIsBeingDeleted() {
        Rule naming = Sample.rule(1, Sample.expiring(Sample.fromGroup(Sample.DATABASE), SOON));
        Instant sooner = SOON.minusSeconds(1);
        scenario.groups.close(Sample.DATABASE);

        scenario.given(Sample.opened(naming))
                .when(endTo(Patch.of(sooner)))
                .event(new RuleModified(
                        Sample.WEB, Sample.rule(1, Sample.expiring(Sample.fromGroup(Sample.DATABASE), sooner))));
    }

    @Test
    void theEndOfARuleIsRecordedWithBothInstants() {
        scenario.given(Sample.opened(ENDED))
                .when(expire(PAST))
                .event(new RuleExpired(Sample.WEB, ENDED.ruleId(), PAST, Sample.NOW));
    }

    @Test
    void anEndIsNeverRecordedAsEarlierThanItIs() {
        scenario.given(Sample.opened(ENDING))
                .when(expire(SOON))
                .event(new RuleExpired(Sample.WEB, ENDING.ruleId(), SOON, SOON))
                .eventLaterThan(Micros.of(SOON) - 1);
    }

    @Test
    void anEndIsRecordedOnce() {
        scenario.given(Sample.opened(ENDED), new RuleExpired(Sample.WEB, ENDED.ruleId(), PAST, PAST))
                .when(expire(PAST))
                .noEvent();
    }

    @Test
    void aRuleWhoseDeadlineWasMovedDoesNotEndAtTheOldOne() {
        scenario.given(Sample.opened(ENDED), new RuleModified(Sample.WEB, ENDING))
                .when(expire(PAST))
                .noEvent();
    }

    @Test
    void aRuleThatWasRevokedDoesNotEnd() {
        scenario.given(Sample.opened(ENDED), new RulesRevoked(Sample.WEB, List.of(ENDED.ruleId())))
                .when(expire(PAST))
                .noEvent();
    }

    @Test
    void theRulesOfAGroupThatIsGoneDoNotEnd() {
        scenario.given(Sample.opened(ENDED), new RuleSetDeleted(Sample.WEB))
                .when(expire(PAST))
                .noEvent();
    }
}
