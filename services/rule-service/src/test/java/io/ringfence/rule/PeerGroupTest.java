package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.react.KnownGroup;
import io.ringfence.axon.react.KnownGroup.Life;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetCommand.AuthorizeRules;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Micros;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which other groups a rule may name. */
class PeerGroupTest {
    private static final String PARAMETER = "rules[0].peerSecurityGroupId";

    private final RuleSetScenario scenario = new RuleSetScenario();

    @Test
    void aRuleMayNameALivingGroupOfItsVpc() {
        scenario.groups.learn(Sample.DATABASE);

        scenario.given(Sample.opened())
                .when(naming(Sample.DATABASE))
                .event(new RulesAuthorized(Sample.WEB, List.of(rule(1, Sample.DATABASE))));
    }

    @Test
    void theEventIsLaterThanWhatWasLearnedOfThePeer() {
        long learnedAt = Micros.of(Sample.NOW) + 700;
        scenario.groups.learn(new KnownGroup(
                Sample.DATABASE,
                Sample.ACME,
                Sample.VPC,
                RegionId.DEFAULT,
                SecurityGroupType.BASIC,
                Life.OPEN,
                learnedAt));

        scenario.given(Sample.opened()).when(naming(Sample.DATABASE)).eventLaterThan(learnedAt);
    }

    @Test
    void aRuleCannotNameItsOwnGroup() {
        assertRefused(Sample.WEB, ProblemCode.PEER_IS_OWN_GROUP);
    }

    @Test
    void aGroupThatIsNotKnownMayOnlyBeLate() {
        Problem problem = scenario.given(Sample.opened())
                .when(naming(Sample.DATABASE))
                .notYetKnown(ProblemCode.SECURITY_GROUP_NOT_FOUND);

        assertThat(problem.parameter()).isEqualTo(PARAMETER);
    }

    @Test
    void aGroupOfAnotherAccountIsUnknown() {
        learn(new AccountId("mallory"), Sample.VPC, SecurityGroupType.BASIC, Life.OPEN);

        assertRefused(Sample.DATABASE, ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void aDeletedGroupIsUnknown() {
        learn(Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, Life.DELETED);

        assertRefused(Sample.DATABASE, ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    @Test
    void aGroupThatIsBeingDeletedCannotBeNamed() {
        learn(Sample.ACME, Sample.VPC, SecurityGroupType.BASIC, Life.CLOSING);

        assertRefused(Sample.DATABASE, ProblemCode.GROUP_BEING_DELETED);
    }

    @Test
    void aGroupOfAnotherVpcCannotBeNamed() {
        learn(Sample.ACME, new VpcId("vpc-other"), SecurityGroupType.BASIC, Life.OPEN);

        assertRefused(Sample.DATABASE, ProblemCode.PEER_IN_OTHER_VPC);
    }

    @Test
    void anAdvancedGroupCannotBeNamed() {
        learn(Sample.ACME, Sample.VPC, SecurityGroupType.ADVANCED, Life.OPEN);

        assertRefused(Sample.DATABASE, ProblemCode.PEER_IS_ADVANCED);
    }

    @Test
    void anAdvancedGroupCannotNameAnother() {
        scenario.groups.learn(Sample.DATABASE);

        Problem problem = scenario.given(Sample.opened(SecurityGroupType.ADVANCED))
                .when(naming(Sample.DATABASE))
                .refusal(ProblemCode.NOT_ALLOWED_FOR_ADVANCED);

        assertThat(problem.parameter()).isEqualTo(PARAMETER);
    }

    @Test
    void twentyRulesMayNameGroupsAndNotOneMore() {
        Rule[] twenty = IntStream.rangeClosed(1, 20)
                .mapToObj(n -> rule(n, Sample.group("peer" + n)))
                .toArray(Rule[]::new);
        scenario.groups.learn(Sample.DATABASE);

        Problem problem = scenario.given(Sample.opened(twenty))
                .when(new AuthorizeRules(Sample.WEB, List.of(rule(21, Sample.DATABASE))))
                .refusal(ProblemCode.LIMIT_EXCEEDED);

        assertThat(problem.limit()).isEqualTo(20);
        assertThat(problem.count()).isEqualTo(21);
    }

    @Test
    void aGroupWithTwentyReferencesStillTakesRulesThatNameNone() {
        Rule[] twenty = IntStream.rangeClosed(1, 20)
                .mapToObj(n -> rule(n, Sample.group("peer" + n)))
                .toArray(Rule[]::new);
        Rule other = Sample.rule(21, Sample.tcp(80));

        scenario.given(Sample.opened(twenty))
                .when(new AuthorizeRules(Sample.WEB, List.of(other)))
                .event(new RulesAuthorized(Sample.WEB, List.of(other)));
    }

    @Test
    void aGroupThatIsBeingDeletedTakesNoRuleThatNamesAnother() {
        scenario.groups.learn(Sample.DATABASE);

        scenario.given(Sample.opened(), new ReferencesClosed(Sample.WEB, 2))
                .when(naming(Sample.DATABASE))
                .refusal(ProblemCode.GROUP_BEING_DELETED);
    }

    @Test
    void aGroupWhoseDeletionWasRejectedTakesThemAgain() {
        scenario.groups.learn(Sample.DATABASE);

        scenario.given(Sample.opened(), new ReferencesClosed(Sample.WEB, 2), new ReferencesReopened(Sample.WEB, 2))
                .when(naming(Sample.DATABASE))
                .event(new RulesAuthorized(Sample.WEB, List.of(rule(1, Sample.DATABASE))));
    }

    @Test
    void aDeletionThatFoundReferencesClosesNothing() {
        scenario.groups.learn(Sample.DATABASE);

        scenario.given(Sample.opened(), new ReferencesStillHeld(Sample.WEB, 2, List.of(), 0))
                .when(naming(Sample.DATABASE))
                .event(new RulesAuthorized(Sample.WEB, List.of(rule(1, Sample.DATABASE))));
    }

    private void learn(AccountId account, VpcId vpc, SecurityGroupType type, Life life) {
        scenario.groups.learn(Sample.DATABASE, account, vpc, type, life);
    }

    private void assertRefused(SecurityGroupId peer, ProblemCode code) {
        Problem problem = scenario.given(Sample.opened()).when(naming(peer)).refusal(code);

        assertThat(problem.parameter()).isEqualTo(PARAMETER);
    }

    private static AuthorizeRules naming(SecurityGroupId peer) {
        return new AuthorizeRules(Sample.WEB, List.of(rule(1, peer)));
    }

    private static Rule rule(int number, SecurityGroupId peer) {
        return Sample.rule(number, Sample.fromGroup(peer));
    }
}
