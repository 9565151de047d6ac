package io.ringfence.policy.verdict;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.ADVANCED;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static io.ringfence.policy.verdict.Judging.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.policy.image.PolicyImage;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order a group's policy is asked, and what is left when nothing matches. */
class OrderTest {
    private static final String OUTSIDE = "192.0.2.1";
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";

    private final Judging judging = new Judging();

    private SecurityGroupId group(SecurityGroupType type, InnerAccessPolicy inner, String... addresses) {
        SecurityGroupId group = judging.story.group(type, inner);
        for (String address : addresses) {
            judging.story.member(group, address);
        }
        return group;
    }

    private List<RuleId> authorize(SecurityGroupId group, String... rules) {
        return judging.story.authorize(group, rules);
    }

    @ParameterizedTest
    @CsvSource({"BASIC,ACCEPT,DROP,ACCEPT", "BASIC,DROP,DROP,ACCEPT", "ADVANCED,DROP,DROP,DROP"})
    void whatNoRuleMatchesFollowsTheDefaultOfTypeAndDirection(
            SecurityGroupType type, InnerAccessPolicy inner, Verdict ingress, Verdict egress) {
        group(type, inner, A);

        Decision in = judging.judge(tcp(OUTSIDE, A, 80));
        assertThat(in.verdict()).isEqualTo(ingress);
        assertThat(in.ingress().reason()).isEqualTo(Reason.DEFAULT);
        Decision out = judging.judge(tcp(A, OUTSIDE, 80));
        assertThat(out.verdict()).isEqualTo(egress);
        assertThat(out.egress().reason()).isEqualTo(Reason.DEFAULT);
    }

    @Test
    void innerAccessComesBeforeEveryRuleInBothDirections() {
        SecurityGroupId group = group(BASIC, ACCEPT, A, B);
        authorize(group, "ingress drop 1 all -1/-1 0.0.0.0/0", "egress drop 1 all -1/-1 0.0.0.0/0");

        Decision decision = judging.judge(tcp(A, B, 80));

        assertThat(decision.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(decision.egress().reason()).isEqualTo(Reason.INNER_ACCESS);
        assertThat(decision.ingress().reason()).isEqualTo(Reason.INNER_ACCESS);
        judging.assertDropped(tcp(A, OUTSIDE, 80));
    }

    @Test
    void withoutInnerAccessMembersOfOneGroupAreStrangers() {
        group(BASIC, DROP, A, B);

        judging.assertDropped(tcp(A, B, 80));
    }

    @Test
    void anAdvancedGroupHasNoInnerAccessWhateverItsPolicySays() {
        SecurityGroupId group = group(ADVANCED, ACCEPT, A, B);
        authorize(group, "egress accept 1 all -1/-1 0.0.0.0/0");

        judging.assertDropped(tcp(A, B, 80));
    }

    @Test
    void innerAccessIsOfOneGroupOnly() {
        group(BASIC, ACCEPT, A);
        group(BASIC, ACCEPT, B);

        judging.assertDropped(tcp(A, B, 80));
    }

    @Test
    void theStrongerPriorityDecides() {
        SecurityGroupId group = group(BASIC, DROP, A);
        RuleId accepting = authorize(
                        group, "ingress accept 1 tcp 80/80 0.0.0.0/0", "ingress drop 2 tcp 1/65535 0.0.0.0/0")
                .get(0);

        Side side = judging.judge(tcp(OUTSIDE, A, 80)).ingress();

        assertThat(side.verdict()).isEqualTo(Verdict.ACCEPT);
        assertThat(side.rule()).extracting(Rule::ruleId).isEqualTo(accepting);
        judging.assertDropped(tcp(OUTSIDE, A, 81));
    }

    @Test
    void atEqualPriorityDropComesFirstWhicheverWasMadeFirst() {
        SecurityGroupId first = group(BASIC, DROP, A);
        authorize(first, "ingress accept 5 tcp 80/80 0.0.0.0/0");
        authorize(first, "ingress drop 5 tcp 80/80 192.0.2.0/24");
        SecurityGroupId second = group(BASIC, DROP, B);
        authorize(second, "ingress drop 5 tcp 80/80 192.0.2.0/24");
        authorize(second, "ingress accept 5 tcp 80/80 0.0.0.0/0");

        judging.assertDropped(tcp(OUTSIDE, A, 80));
        judging.assertDropped(tcp(OUTSIDE, B, 80));
        judging.assertAccepted(tcp("198.51.100.1", A, 80));
        judging.assertAccepted(tcp("198.51.100.1", B, 80));
    }

    @Test
    void aRuleOfTheOtherDirectionSaysNothing() {
        SecurityGroupId group = group(ADVANCED, DROP, A);
        authorize(group, "ingress accept 1 tcp 80/80 0.0.0.0/0");

        judging.assertDropped(tcp(A, OUTSIDE, 80));
        judging.assertAccepted(tcp(OUTSIDE, A, 80));
    }

    @Test
    void betweenTwoInstancesTheSenderAndTheReceiverMustBothAccept() {
        SecurityGroupId sender = group(ADVANCED, DROP, A);
        SecurityGroupId receiver = group(BASIC, DROP, B);

        authorize(receiver, "ingress accept 1 tcp 80/80 10.0.0.0/24");
        judging.assertDropped(tcp(A, B, 80));

        RuleId out = authorize(sender, "egress accept 1 tcp 80/80 10.0.0.0/24").get(0);
        judging.assertAccepted(tcp(A, B, 80));

        judging.story.revoke(sender, out);
        Decision decision = judging.judge(tcp(A, B, 80));
        assertThat(decision.egress().verdict()).isEqualTo(Verdict.DROP);
        assertThat(decision.ingress().verdict()).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void aStrangerOnEitherSideIsNotJudged() {
        group(BASIC, DROP, A);

        assertThat(judging.judge(tcp(A, OUTSIDE, 80)).ingress().reason()).isEqualTo(Reason.NOT_GUARDED);
        assertThat(judging.judge(tcp(OUTSIDE, A, 80)).egress().reason()).isEqualTo(Reason.NOT_GUARDED);
        judging.assertAccepted(tcp(OUTSIDE, "198.51.100.1", 80));
    }

    @Test
    void entriesAreInnerAccessThenRulesThenTheDefault() {
        SecurityGroupId group = group(BASIC, ACCEPT, A);
        List<RuleId> rules = authorize(
                group,
                "ingress accept 100 tcp 80/80 0.0.0.0/0",
                "ingress accept 1 tcp 81/81 0.0.0.0/0",
                "ingress drop 1 tcp 82/82 0.0.0.0/0",
                "egress drop 1 tcp 83/83 0.0.0.0/0");
        PolicyImage image = judging.image();

        List<Entry> entries = EvaluationOrder.LAW.entries(
                Objects.requireNonNull(image.groups().get(group)),
                Objects.requireNonNull(image.ruleSets().get(group)),
                Direction.INGRESS,
                judging.story.now());

        assertThat(entries)
                .extracting(Entry::kind)
                .containsExactly(
                        Entry.Kind.INNER_ACCESS, Entry.Kind.RULE, Entry.Kind.RULE, Entry.Kind.RULE, Entry.Kind.DEFAULT);
        assertThat(entries.subList(1, 4))
                .extracting(entry -> Objects.requireNonNull(entry.rule()).ruleId())
                .containsExactly(rules.get(2), rules.get(1), rules.get(0));
        assertThat(entries.get(4).verdict()).isEqualTo(Verdict.DROP);
    }

    @Test
    void anInstanceWhoseGroupOrRulesAreUnknownIsClosed() {
        judging.story.member(new SecurityGroupId("sg-00000000000000099"), A);

        assertThat(judging.judge(tcp(A, OUTSIDE, 80)).egress())
                .extracting(Side::verdict, Side::reason)
                .containsExactly(Verdict.DROP, Reason.POLICY_UNKNOWN);
        judging.assertDropped(tcp(OUTSIDE, A, 80));
    }
}
