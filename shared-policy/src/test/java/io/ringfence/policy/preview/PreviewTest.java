package io.ringfence.policy.preview;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.ADVANCED;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RulesPreview;
import io.ringfence.events.rule.RulesPreview.Named;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.space.Owners;
import io.ringfence.policy.space.PolicyDifference;
import io.ringfence.testing.story.RuleText;
import io.ringfence.testing.story.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What a change would be refused for, what it finds there already, and what it would open and close. */
class PreviewTest {
    private static final RuleId UNKNOWN = new RuleId("sgr-zzzzzzzzzzzzzzzzz");

    private final Story story = new Story();
    private final SecurityGroupId group = story.group(BASIC, DROP);

    private PolicyImage image() {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        story.events().forEach(delta::replay);
        return delta.apply();
    }

    private Preview preview(SecurityGroupId of, GroupLimits limits, List<Named> revoke, String... rules) {
        List<Rule> authorize = new ArrayList<>();
        for (String rule : rules) {
            authorize.add(new Rule(new RuleId("sgr-new%014d".formatted(authorize.size())), RuleText.parse(rule)));
        }
        return Objects.requireNonNull(
                RuleChange.preview(image(), new RulesPreview(of, authorize, revoke), story.now(), limits));
    }

    private Preview preview(String... rules) {
        return preview(group, GroupLimits.DEFAULT, List.of(), rules);
    }

    private List<String> traffic(Preview preview) {
        Map<Direction, PolicyDifference> both = PolicyDifference.between(
                GroupPolicy.of(image(), group, story.now()),
                GroupPolicy.of(preview.after(), group, story.now()),
                Owners.now(image().inventory().addresses().members()));
        return both.values().stream()
                .flatMap(difference -> Stream.concat(
                        difference.opened().boxes(difference.owners()).stream().map(box -> "+ " + box),
                        difference.closed().boxes(difference.owners()).stream().map(box -> "- " + box)))
                .toList();
    }

    private static Named named(RuleId id) {
        return new Named(id, null);
    }

    @Test
    void aRuleOpensWhatNoOtherOneOpenedAlready() {
        story.authorize(group, "ingress drop 1 tcp 8080/8081 10.1.0.0/16", "ingress accept 5 tcp 8080/8080 10.0.0.0/9");

        assertThat(traffic(preview("ingress accept 2 tcp 8080/8080 10.0.0.0/8")))
                .containsExactly("+ tcp 8080 from 10.128.0.0/9");
    }

    @Test
    void rulesThatGoAndRulesThatComeAreOneChange() {
        List<RuleId> ids = story.authorize(group, "ingress accept 1 tcp 80/80 10.0.0.0/8");

        Preview preview = preview(
                group,
                GroupLimits.DEFAULT,
                List.of(named(ids.get(0))),
                "ingress accept 1 tcp 80/80 10.0.0.0/9",
                "ingress accept 1 tcp 443/443 10.0.0.0/9",
                "egress drop 1 udp 53/53 0.0.0.0/0");

        assertThat(preview.refusals()).isEmpty();
        assertThat(preview.revoked()).isEqualTo(ids);
        assertThat(traffic(preview))
                .containsExactly("+ tcp 443 from 10.0.0.0/9", "- tcp 80 from 10.128.0.0/9", "- udp 53 to 0.0.0.0/0");
    }

    @Test
    void aRuleThatIsThereIsSaidToExistAndMayBeRevokedByItsMatch() {
        RuleId id =
                story.authorize(group, "ingress accept 1 tcp 80/80 10.0.0.0/8").get(0);

        Preview again = preview("ingress accept 1 tcp 80/80 10.0.0.0/8");
        assertThat(again.authorized())
                .extracting(wanted -> wanted.rule().ruleId(), Preview.Wanted::existing)
                .containsExactly(tuple(id, true));
        assertThat(traffic(again)).isEmpty();
        Named match = new Named(
                null, RuleText.parse("ingress accept 1 tcp 80/80 10.0.0.0/8").key());
        assertThat(preview(group, GroupLimits.DEFAULT, List.of(match)).revoked())
                .containsExactly(id);
        assertThat(preview(group, GroupLimits.DEFAULT, List.of(match, named(id)))
                        .revoked())
                .as("named twice, it goes once")
                .containsExactly(id);
        assertThat(preview(group, GroupLimits.DEFAULT, List.of(match), "ingress accept 1 tcp 80/80 10.0.0.0/8")
                        .authorized())
                .as("after it went, it comes anew")
                .extracting(Preview.Wanted::existing)
                .containsExactly(false);
    }

    @Test
    void aGroupStaysAGroupAndOpensNothingWithoutAMember() {
        SecurityGroupId peer = story.group(BASIC, ACCEPT);
        String rule = "ingress accept 1 tcp 80/80 " + peer;

        assertThat(traffic(preview(rule))).isEmpty();
        story.member(peer, "10.0.0.1", "fd00::1");
        assertThat(traffic(preview(rule))).containsExactly("+ tcp 80 from members of " + peer);
    }

    @Test
    void theRefusalsAreThoseThatTheCommandsWouldMeet() {
        SecurityGroupId advanced = story.group(ADVANCED, DROP);
        SecurityGroupId leaving = story.group(BASIC, DROP);
        story.tell(new SecurityGroupDeletionRequested(leaving));
        story.authorize(group, "ingress accept 1 tcp 80/80 10.0.0.0/8");

        assertThat(refusals(preview(
                        group,
                        GroupLimits.DEFAULT,
                        List.of(
                                named(UNKNOWN),
                                new Named(
                                        null,
                                        RuleText.parse("ingress drop 1 tcp 80/80 10.0.0.0/8")
                                                .key())),
                        "ingress accept 1 tcp 1/1 " + group,
                        "ingress accept 1 tcp 1/1 " + advanced,
                        "ingress accept 1 tcp 1/1 " + leaving,
                        "ingress accept 1 tcp 1/1 sg-00000000000000zzz",
                        "ingress accept 1 tcp 1/1 pl-00000000000000zzz",
                        "ingress accept 1 tcp 80/80 10.0.0.0/8 until=2100-01-01T00:00:00Z")))
                .containsExactly(
                        tuple(ProblemCode.RULE_NOT_FOUND, "revoke[0]"),
                        tuple(ProblemCode.RULE_NOT_FOUND, "revoke[1]"),
                        tuple(ProblemCode.PEER_IS_OWN_GROUP, "authorize[0].peerSecurityGroupId"),
                        tuple(ProblemCode.PEER_IS_ADVANCED, "authorize[1].peerSecurityGroupId"),
                        tuple(ProblemCode.GROUP_BEING_DELETED, "authorize[2].peerSecurityGroupId"),
                        tuple(ProblemCode.SECURITY_GROUP_NOT_FOUND, "authorize[3].peerSecurityGroupId"),
                        tuple(ProblemCode.PREFIX_LIST_NOT_FOUND, "authorize[4].prefixListId"),
                        tuple(ProblemCode.RULE_EXISTS_WITH_OTHER_EXPIRY, "authorize[5].expiresAt"));
        assertThat(refusals(preview(advanced, GroupLimits.DEFAULT, List.of(), "ingress accept 1 tcp 1/1 " + group)))
                .containsExactly(tuple(ProblemCode.NOT_ALLOWED_FOR_ADVANCED, "authorize[0].peerSecurityGroupId"));
        assertThat(refusals(preview(leaving, GroupLimits.DEFAULT, List.of(), "ingress accept 1 tcp 1/1 " + group)))
                .containsExactly(tuple(ProblemCode.GROUP_BEING_DELETED, "authorize[0].peerSecurityGroupId"));
    }

    private static List<Tuple> refusals(Preview preview) {
        return preview.refusals().stream()
                .map(problem -> tuple(problem.code(), problem.parameter()))
                .toList();
    }

    @Test
    void aRuleThatIsRefusedOpensNothingAndTheOthersDo() {
        assertThat(traffic(preview(
                        "ingress accept 1 tcp 1/1 sg-00000000000000zzz", "ingress accept 1 tcp 2/2 10.0.0.0/8")))
                .containsExactly("+ tcp 2 from 10.0.0.0/8");
    }

    @Test
    void limitsThatWouldBeHitSayWhatItWouldComeTo() {
        SecurityGroupId peer = story.group(BASIC, DROP);
        PrefixListId list = story.prefixList("192.0.2.0/25", "192.0.2.128/25");
        List<RuleId> ids =
                story.authorize(group, "ingress accept 1 tcp 1/1 " + list, "ingress accept 1 tcp 2/2 " + peer);
        GroupLimits few = new GroupLimits(4, 1, 10, 10);
        String[] more = {"ingress accept 1 tcp 3/3 " + list, "ingress accept 1 tcp 4/4 " + peer};

        assertThat(preview(group, few, List.of(), more).refusals())
                .extracting(Problem::code, Problem::limit, Problem::count)
                .containsExactly(tuple(ProblemCode.LIMIT_EXCEEDED, 4L, 6L), tuple(ProblemCode.LIMIT_EXCEEDED, 1L, 2L));
        assertThat(preview(group, few, ids.stream().map(PreviewTest::named).toList(), more)
                        .refusals())
                .as("when others go first")
                .isEmpty();
    }

    @Test
    void badInputIsRefusedByItsParameter() {
        PrefixListId list = story.prefixList("192.0.2.0/24");

        for (String rule : Arrays.asList(
                "authorize[0].prefixListId ingress accept 1 icmpv6 -1/-1 " + list,
                "authorize[0].localCidr ingress accept 1 tcp 1/1 " + list + " local=fd00::/8",
                "authorize[0].expiresAt ingress accept 1 tcp 1/1 10.0.0.0/8 until=2020-01-01T00:00:00Z")) {
            String[] parts = rule.split(" ", 2);
            assertThatThrownBy(() -> preview(parts[1]))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problem().parameter()).isEqualTo(parts[0]));
        }
    }
}
