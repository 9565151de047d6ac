package io.ringfence.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RulePatch;
import io.ringfence.events.rule.RuleSetCommand.ModifyRule;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import org.junit.jupiter.api.Test;

class ModifyRuleTest {
    private static final Rule HTTP = Sample.rule(1, Sample.tcp(80));
    private static final Rule BY_GROUP = Sample.rule(3, Sample.fromGroup(Sample.DATABASE));

    private final RuleSetScenario scenario = new RuleSetScenario();

    @Test
    void aModifiedRuleKeepsItsId() {
        Rule after = Sample.rule(1, Sample.tcp(8080));

        scenario.given(Sample.opened(HTTP))
                .when(modify(1, Sample.port(8080)))
                .event(new RuleModified(Sample.WEB, after))
                .answer(accepted -> {
                    assertThat(accepted.revision().number()).isEqualTo(2);
                    assertThat(accepted.answer().at("/rule/ruleId").asText())
                            .isEqualTo(HTTP.ruleId().value());
                    assertThat(accepted.answer().at("/rule/portRange").asText()).isEqualTo("8080/8080");
                });
    }

    @Test
    void aChangeThatChangesNothingMakesNoEvent() {
        scenario.given(Sample.opened(HTTP))
                .when(modify(1, Sample.port(80)))
                .noEvent()
                .answer(accepted -> assertThat(accepted.revision().number()).isEqualTo(1));
    }

    @Test
    void aNewDescriptionAloneIsAChange() {
        scenario.given(Sample.opened(HTTP))
                .when(modify(1, Sample.description("the web")))
                .event(new RuleModified(Sample.WEB, Sample.rule(1, Sample.described(Sample.tcp(80), "the web"))));
    }

    @Test
    void aRuleThatIsNotThereIsRefused() {
        Problem problem = scenario.given(Sample.opened(HTTP))
                .when(modify(2, Sample.port(8080)))
                .refusal(ProblemCode.RULE_NOT_FOUND);

        assertThat(problem.parameter()).isEqualTo("ruleId");
    }

    @Test
    void aRulePastItsDeadlineIsNotThere() {
        scenario.given(Sample.opened(Sample.rule(1, Sample.tcpUntil(80, Sample.NOW))))
                .when(modify(1, Sample.port(8080)))
                .refusal(ProblemCode.RULE_NOT_FOUND);
    }

    @Test
    void aRuleCannotBecomeTheSameAsAnother() {
        Rule https = Sample.rule(2, Sample.tcp(443));

        Problem problem = scenario.given(Sample.opened(HTTP, https))
                .when(modify(1, Sample.port(443)))
                .refusal(ProblemCode.RULE_EXISTS);

        assertThat(problem.blockers())
                .containsExactly(new Blocker(Blocker.Kind.RULE, https.ruleId().value(), Sample.WEB));
    }

    @Test
    void aRuleByCidrCannotBecomeOneByGroup() {
        Problem problem = scenario.given(Sample.opened(HTTP))
                .when(modify(1, Sample.peer(new Peer.GroupPeer(Sample.DATABASE))))
                .refusal(ProblemCode.PEER_KIND_IS_FIXED);

        assertThat(problem.parameter()).isEqualTo("peerSecurityGroupId");
    }

    @Test
    void aRuleByGroupCannotBecomeOneByCidr() {
        Problem problem = scenario.given(Sample.opened(BY_GROUP))
                .when(modify(3, Sample.peer(new Peer.CidrPeer(Cidr.ANY_IPV4))))
                .refusal(ProblemCode.PEER_KIND_IS_FIXED);

        assertThat(problem.parameter()).isEqualTo("cidr");
    }

    @Test
    void anotherPeerGroupMustBeOneThatMayBeNamed() {
        Problem problem = scenario.given(Sample.opened(BY_GROUP))
                .when(modify(3, Sample.peer(new Peer.GroupPeer(Sample.WEB))))
                .refusal(ProblemCode.PEER_IS_OWN_GROUP);

        assertThat(problem.parameter()).isEqualTo("peerSecurityGroupId");
    }

    @Test
    void aRuleCanNameAnotherGroup() {
        scenario.groups.learn(Sample.group("cache"));

        scenario.given(Sample.opened(BY_GROUP))
                .when(modify(3, Sample.peer(new Peer.GroupPeer(Sample.group("cache")))))
                .event(new RuleModified(Sample.WEB, Sample.rule(3, Sample.fromGroup(Sample.group("cache")))));
    }

    @Test
    void aRuleThatKeepsItsPeerNeedsNobodyToKnowThatPeer() {
        scenario.given(Sample.opened(BY_GROUP))
                .when(modify(3, Sample.description("the database")))
                .event(new RuleModified(
                        Sample.WEB,
                        Sample.rule(3, Sample.described(Sample.fromGroup(Sample.DATABASE), "the database"))));
    }

    @Test
    void anImpossibleResultNamesTheParameter() {
        RulePatch portsOfGre = Sample.patch(Patch.of(new PortRange(80, 80)), Patch.of(Protocol.GRE), Patch.absent());

        Problem problem =
                scenario.given(Sample.opened(HTTP)).when(modify(1, portsOfGre)).refusal(ProblemCode.INVALID_PARAMETER);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.parameter()).isEqualTo("portRange");
    }

    @Test
    void takingAwayAnExpiryThatIsNotThereChangesNothing() {
        scenario.given(Sample.opened(HTTP))
                .when(modify(1, Sample.expiry(Patch.removed())))
                .noEvent();
    }

    @Test
    void aRuleByCidrCannotBecomeOneByPrefixList() {
        Problem problem = scenario.given(Sample.opened(HTTP))
                .when(modify(1, Sample.peer(new Peer.PrefixListPeer(Sample.OFFICE))))
                .refusal(ProblemCode.PEER_KIND_IS_FIXED);

        assertThat(problem.parameter()).isEqualTo("prefixListId");
    }

    @Test
    void aRuleOfAnotherAccountIsInAnUnknownGroup() {
        scenario.given(Sample.opened(HTTP))
                .by(new AccountId("mallory"))
                .when(modify(1, Sample.port(8080)))
                .refusal(ProblemCode.SECURITY_GROUP_NOT_FOUND);
    }

    private static ModifyRule modify(int rule, RulePatch patch) {
        return new ModifyRule(Sample.WEB, Sample.id(rule), patch);
    }
}
