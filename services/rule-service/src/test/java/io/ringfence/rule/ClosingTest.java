package io.ringfence.rule;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetCommand.CloseReferences;
import io.ringfence.events.rule.RuleSetCommand.DeleteRuleSet;
import io.ringfence.events.rule.RuleSetCommand.ReopenReferences;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rules have to say to the deletion of their group. */
class ClosingTest {
    private static final Rule NAMES_WEB = Sample.rule(7, Sample.fromGroup(Sample.WEB));
    private static final List<Blocker> HELD_BY =
            List.of(new Blocker(Blocker.Kind.RULE, NAMES_WEB.ruleId().value(), Sample.DATABASE));

    private final RuleSetScenario scenario = new RuleSetScenario();

    private void aRuleOfAnotherGroupNamesIt() {
        scenario.references.change(Sample.DATABASE, List.of(), List.of(NAMES_WEB));
    }

    @Test
    void aGroupThatNoRuleNamesIsClosed() {
        scenario.given(Sample.opened()).when(close(5)).event(new ReferencesClosed(Sample.WEB, 5));
    }

    @Test
    void aGroupThatARuleNamesStaysOpenAndTheRuleIsNamed() {
        aRuleOfAnotherGroupNamesIt();

        scenario.given(Sample.opened()).when(close(5)).event(new ReferencesStillHeld(Sample.WEB, 5, HELD_BY, 1));
    }

    @Test
    void itsOwnRulesAreNotInItsWay() {
        scenario.groups.learn(Sample.DATABASE);

        scenario.given(Sample.opened(Sample.rule(1, Sample.fromGroup(Sample.DATABASE))))
                .when(close(5))
                .event(new ReferencesClosed(Sample.WEB, 5));
    }

    @Test
    void anAttemptThatWasAnsweredIsNotAnsweredAgain() {
        scenario.given(Sample.opened(), new ReferencesClosed(Sample.WEB, 5))
                .when(close(5))
                .noEvent();
    }

    @Test
    void anAttemptThatWasAnsweredStillHeldIsNotAnsweredAgainThoughNothingHoldsItNow() {
        scenario.given(Sample.opened(), new ReferencesStillHeld(Sample.WEB, 5, HELD_BY, 1))
                .when(close(5))
                .noEvent();
    }

    @Test
    void theNextAttemptIsAnswered() {
        scenario.given(Sample.opened(), new ReferencesStillHeld(Sample.WEB, 5, HELD_BY, 1))
                .when(close(7))
                .event(new ReferencesClosed(Sample.WEB, 7));
    }

    @Test
    void theAttemptThatClosedReopens() {
        scenario.given(Sample.opened(), new ReferencesClosed(Sample.WEB, 5))
                .when(reopen(5))
                .event(new ReferencesReopened(Sample.WEB, 5));
    }

    @Test
    void anotherAttemptReopensNothing() {
        scenario.given(Sample.opened(), new ReferencesClosed(Sample.WEB, 7))
                .when(reopen(5))
                .noEvent();
    }

    @Test
    void anAttemptThatClosedNothingReopensNothing() {
        scenario.given(Sample.opened(), new ReferencesStillHeld(Sample.WEB, 5, HELD_BY, 1))
                .when(reopen(5))
                .noEvent();
    }

    @Test
    void anAttemptReopensOnce() {
        scenario.given(Sample.opened(), new ReferencesClosed(Sample.WEB, 5), new ReferencesReopened(Sample.WEB, 5))
                .when(reopen(5))
                .noEvent();
    }

    @Test
    void theRulesGoWithTheGroup() {
        scenario.given(Sample.opened(Sample.rule(1, Sample.tcp(80))), new ReferencesClosed(Sample.WEB, 5))
                .when(new DeleteRuleSet(Sample.WEB))
                .event(new RuleSetDeleted(Sample.WEB));
    }

    @Test
    void theRulesOfAGroupThatIsGoneNameNobodyAnyMore() {
        Rule own = Sample.rule(1, Sample.fromGroup(Sample.DATABASE));
        scenario.references.change(Sample.WEB, List.of(), List.of(own));

        scenario.given(Sample.opened(own)).when(new DeleteRuleSet(Sample.WEB)).event(new RuleSetDeleted(Sample.WEB));

        scenario.assertFree(Sample.DATABASE);
    }

    @Test
    void rulesGoOnce() {
        scenario.given(Sample.opened(), new RuleSetDeleted(Sample.WEB))
                .when(new DeleteRuleSet(Sample.WEB))
                .noEvent();
    }

    @Test
    void anAuthorizedRuleHoldsThePeerThatItNames() {
        Rule rule = Sample.rule(1, Sample.fromGroup(Sample.DATABASE));
        scenario.groups.learn(Sample.DATABASE);

        scenario.given(Sample.opened()).when(new AuthorizeRules(Sample.WEB, List.of(rule)));

        scenario.assertHeldBy(Sample.DATABASE, rule);
    }

    @Test
    void aRefusedRuleHoldsNothing() {
        Rule rule = Sample.rule(1, Sample.fromGroup(Sample.DATABASE));
        Rule own = Sample.rule(2, Sample.fromGroup(Sample.WEB));
        scenario.groups.learn(Sample.DATABASE);

        scenario.given(Sample.opened())
                .when(new AuthorizeRules(Sample.WEB, List.of(rule, own)))
                .refusal(ProblemCode.PEER_IS_OWN_GROUP);

        scenario.assertFree(Sample.DATABASE);
    }

    private static CloseReferences close(long attempt) {
        return new CloseReferences(Sample.WEB, attempt);
    }

    private static ReopenReferences reopen(long attempt) {
        return new ReopenReferences(Sample.WEB, attempt);
    }
}
