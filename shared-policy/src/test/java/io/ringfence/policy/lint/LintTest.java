package io.ringfence.policy.lint;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.ADVANCED;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.lint.Finding.Kind;
import io.ringfence.policy.lint.LintSubject.CountedUse;
import io.ringfence.testing.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    private static final String[] RULES_OF_A_NEW_GROUP = {
        "ingress accept 100 tcp 22/22 0.0.0.0/0",
        "ingress accept 100 tcp 80/80 0.0.0.0/0",
        "ingress accept 100 tcp 443/443 0.0.0.0/0",
        "ingress accept 100 tcp 3389/3389 0.0.0.0/0",
        "ingress accept 100 icmp -1/-1 0.0.0.0/0",
        "egress accept 100 all -1/-1 0.0.0.0/0"
    };

    private final Story story = new Story();
    private final SecurityGroupId group = story.group(BASIC, ACCEPT);

    private List<Finding> findings() {
        return Lint.of(Looking.at(story, group), LintSettings.DEFAULT);
    }

    private Finding only() {
        assertThat(findings()).hasSize(1);
        return findings().get(0);
    }

    private List<Finding> findings(Set<RuleId> asMade) {
        return Lint.of(Looking.with(Looking.at(story, group), asMade, Map.of()), LintSettings.DEFAULT);
    }

    @Test
    void aNewGroupHasNone() {
        List<RuleId> rules = story.authorize(group, RULES_OF_A_NEW_GROUP);

        assertThat(findings(Set.copyOf(rules))).isEmpty();
        assertThat(findings())
                .as("the same rules, made by a person")
                .extracting(Finding::kind, Finding::ruleIds)
                .containsExactly(
                        tuple(Kind.OVERLY_PERMISSIVE, List.of(rules.get(0))),
                        tuple(Kind.OVERLY_PERMISSIVE, List.of(rules.get(3))),
                        tuple(Kind.REDUNDANT, List.of(rules.get(5))));
    }

    @Test
    void aRuleOfANewGroupThatAnotherOneReplacesIsToldAllTheSame() {
        List<RuleId> rules = story.authorize(group, RULES_OF_A_NEW_GROUP);
        List<RuleId> stronger =
                story.authorize(group, "ingress drop 1 tcp 22/22 0.0.0.0/0", "egress drop 1 all -1/-1 0.0.0.0/0");

        assertThat(findings(Set.copyOf(rules)))
                .extracting(Finding::kind, Finding::ruleIds, Finding::by)
                .containsExactly(
                        tuple(Kind.SHADOWED, List.of(rules.get(0)), List.of(stronger.get(0))),
                        tuple(Kind.SHADOWED, List.of(rules.get(5)), List.of(stronger.get(1))));
    }

    @Test
    void aRuleThatOnlySeveralTogetherCoverIsShadowedByAllOfThem() {
        List<RuleId> ids = story.authorize(
                group,
                "ingress drop 1 tcp 1/90 10.0.0.0/9",
                "ingress drop 2 tcp 70/1000 10.128.0.0/9",
                "ingress accept 3 tcp 80/80 10.0.0.0/8",
                "ingress accept 4 tcp 1/65535 10.0.0.0/8");

        Finding finding = only();
        assertThat(finding.kind()).isEqualTo(Kind.SHADOWED);
        assertThat(finding.ruleIds()).containsExactly(ids.get(2));
        assertThat(finding.by()).containsExactly(ids.get(0), ids.get(1));
        assertThat(finding.why())
                .isEqualTo("The rule to accept tcp 80/80 from 10.0.0.0/8 at priority 3 never decides: " + ids.get(0)
                        + " (drop tcp 1/90 from 10.0.0.0/9 at priority 1), " + ids.get(1)
                        + " (drop tcp 70/1000 from 10.128.0.0/9 at priority 2) come before it, and do the opposite with"
                        + " some of its packets. Revoke it, or make it stronger than they are");
    }

    @Test
    void ofTwoRulesThatMakeEachOtherDispensableBothAreToldAndThatOneHasToStay() {
        List<RuleId> ids = story.authorize(
                group, "ingress accept 1 tcp 80/80 10.0.0.0/8", "ingress accept 2 tcp 80/80 10.0.0.0/8");

        List<Finding> findings = findings();
        assertThat(findings)
                .extracting(Finding::kind, Finding::ruleIds, Finding::by)
                .containsExactly(
                        tuple(Kind.REDUNDANT, List.of(ids.get(0)), List.of(ids.get(1))),
                        tuple(Kind.REDUNDANT, List.of(ids.get(1)), List.of(ids.get(0))));
        assertThat(findings).allSatisfy(finding -> assertThat(finding.why()).endsWith("one of them has to stay"));
    }

    @Test
    void aRuleThatAnEqualOneCoversIsRedundantAndNotShadowed() {
        List<RuleId> ids = story.authorize(
                group, "ingress accept 1 all -1/-1 10.0.0.0/8", "ingress accept 2 udp 53/60 10.1.0.0/16");

        assertThat(only().kind()).isEqualTo(Kind.REDUNDANT);
        assertThat(only().ruleIds()).containsExactly(ids.get(1));
        assertThat(only().why()).endsWith("It may be revoked");
    }

    @Test
    void aRuleThatOnlyTheMembersOfNowMakeDispensableIsNotTold() {
        SecurityGroupId peer = story.group(BASIC, ACCEPT);
        story.member(peer, "10.0.0.7");
        story.authorize(group, "ingress accept 1 tcp 80/80 10.0.0.0/8", "ingress accept 2 tcp 80/80 " + peer);

        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingress accept 1 tcp 22/22 0.0.0.0/0",
                "ingress accept 1 udp 443/444 0.0.0.0/0",
                "ingress accept 1 tcp 80/80 ::/0 until=2100-01-01T00:00:00Z",
                "ingress accept 1 tcp 1/65535 ::/0",
                "ingress accept 1 all -1/-1 0.0.0.0/0"
            })
    void whatIsOpenToAnyoneIsOverlyPermissive(String rule) {
        RuleId id = story.authorize(group, rule).get(0);
        LeastPrivilege noneAtAll = new LeastPrivilege(Set.of(443), 1);

        assertThat(Lint.of(
                        Looking.at(story, group),
                        new LintSettings(noneAtAll, GroupLimits.DEFAULT, 90, Duration.ofDays(1))))
                .extracting(Finding::kind, Finding::ruleIds)
                .containsExactly(tuple(Kind.OVERLY_PERMISSIVE, List.of(id)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingress accept 1 tcp 443/443 0.0.0.0/0",
                "ingress accept 1 tcp 80/80 ::/0",
                "ingress accept 1 tcp 22/22 10.0.0.0/8",
                "ingress accept 1 tcp 1/65535 10.0.0.0/8",
                "ingress accept 1 icmp -1/-1 0.0.0.0/0",
                "egress drop 1 all -1/-1 0.0.0.0/0"
            })
    void whatIsNot(String rule) {
        story.authorize(group, rule);

        assertThat(findings()).isEmpty();
    }

    @Test
    void theSentenceQuotesLeastPrivilege() {
        story.authorize(group, "ingress accept 1 tcp 80/443 0.0.0.0/0");

        assertThat(only().why())
                .isEqualTo(
                        "The rule to accept tcp 80/443 from 0.0.0.0/0 at priority 1 accepts 364 ports of tcp, 80 to 443,"
                                + " from anyone (0.0.0.0/0). Grant the least privilege: name a single port instead of a range,"
                                + " and who needs it instead of everyone");
    }

    @Test
    void aPrefixListWithEverybodyInItIsOpenToEverybody() {
        PrefixListId list = story.prefixList("10.0.0.0/8", "0.0.0.0/0");
        story.authorize(group, "ingress accept 1 tcp 22/22 " + list);

        assertThat(only().kind()).isEqualTo(Kind.OVERLY_PERMISSIVE);
    }

    @Test
    void aWiderRangeOfPublicPortsMayBeAllowed() {
        story.authorize(group, "ingress accept 1 tcp 8000/8001 0.0.0.0/0", "ingress accept 1 tcp 8000/8002 0.0.0.0/0");
        LeastPrivilege two = new LeastPrivilege(Set.of(8000, 8001, 8002), 2);

        assertThat(Lint.of(
                        Looking.at(story, group), new LintSettings(two, GroupLimits.DEFAULT, 90, Duration.ofDays(1))))
                .filteredOn(finding -> finding.kind() == Kind.OVERLY_PERMISSIVE)
                .hasSize(1);
    }

    @Test
    void whatNamesNobodyIsUnresolved() {
        SecurityGroupId empty = story.group(BASIC, ACCEPT);
        PrefixListId list = story.prefixList("192.0.2.0/24");
        List<RuleId> ids =
                story.authorize(group, "ingress accept 1 tcp 80/80 " + empty, "ingress accept 1 tcp 81/81 " + list);
        story.tell(new PrefixListModified(list, "empty", Story.entries()));

        assertThat(findings())
                .extracting(Finding::kind, Finding::ruleIds)
                .containsExactlyInAnyOrder(
                        tuple(Kind.UNRESOLVED, List.of(ids.get(0))), tuple(Kind.UNRESOLVED, List.of(ids.get(1))));
        story.member(empty, "10.0.0.1");
        story.tell(new PrefixListModified(list, "full", Story.entries("192.0.2.0/24")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatNamesSomethingUnknownIsUnresolved() {
        story.authorize(
                group,
                "ingress accept 1 tcp 80/80 sg-00000000000000zzz",
                "ingress accept 1 tcp 81/81 pl-00000000000000zzz");

        assertThat(findings()).extracting(Finding::kind).containsExactly(Kind.UNRESOLVED, Kind.UNRESOLVED);
    }

    @Test
    void aRuleIsUnusedOnlyWhereEveryHostCountedForTheWholeWindow() {
        RuleId rule =
                story.authorize(group, "ingress accept 1 tcp 80/80 10.0.0.0/8").get(0);
        Instant now = story.now();
        Instant long_ago = now.minus(Duration.ofDays(40));

        assertThat(unused(rule, null)).as("not counted everywhere").isEmpty();
        assertThat(unused(rule, new CountedUse(now.minus(Duration.ofDays(29)), null)))
                .as("not for long enough")
                .isEmpty();
        assertThat(unused(rule, new CountedUse(long_ago, now.minus(Duration.ofDays(29)))))
                .as("used")
                .isEmpty();
        assertThat(unused(rule, new CountedUse(now.minus(Duration.ofDays(30)), null)))
                .containsExactly(
                        "The rule to accept tcp 80/80 from 10.0.0.0/8 at priority 1 has decided no packet since"
                                + " it is counted, 2025-12-02T00:00:00Z, on any host. Revoke it if nobody needs it");
        assertThat(unused(rule, new CountedUse(long_ago, now.minus(Duration.ofDays(31)))))
                .hasSize(1);
    }

    private List<String> unused(RuleId rule, @Nullable CountedUse use) {
        return Lint.of(
                        Looking.with(Looking.at(story, group), Set.of(), use == null ? Map.of() : Map.of(rule, use)),
                        LintSettings.DEFAULT)
                .stream()
                .filter(finding -> finding.kind() == Kind.UNUSED)
                .map(Finding::why)
                .toList();
    }

    @Test
    void aRuleThatCannotDecideIsNotToldOnceMoreAsUnused() {
        List<RuleId> ids =
                story.authorize(group, "ingress drop 1 tcp 80/80 10.0.0.0/8", "ingress accept 2 tcp 80/80 10.0.0.0/8");
        CountedUse never = new CountedUse(story.now().minus(Duration.ofDays(40)), null);
        Map<RuleId, CountedUse> uses = Map.of(ids.get(1), never);

        assertThat(Lint.of(Looking.with(Looking.at(story, group), Set.of(), uses), LintSettings.DEFAULT))
                .extracting(Finding::kind, Finding::ruleIds)
                .contains(tuple(Kind.SHADOWED, List.of(ids.get(1))))
                .doesNotContain(tuple(Kind.UNUSED, List.of(ids.get(1))));
    }

    @Test
    void from90PercentOfALimitOnItIsNear() {
        assertThat(near(group, 178)).isEmpty();
        assertThat(near(group, 1)).isEmpty();
        assertThat(near(group, 1))
                .containsExactly(group + " has 180 rules (one that names a prefix list counts its maxEntries), and may"
                        + " have 200. Revoke some before the next change is refused");
    }

    @Test
    void aRuleThatNamesAListCountsItsSizeAndReferencesHaveALimitOfTheirOwn() {
        SecurityGroupId peer = story.group(BASIC, ACCEPT);
        story.member(peer, "10.200.0.1");
        PrefixListId list = story.prefixList("192.0.2.0/26", "192.0.2.128/26");
        near(group, 178);
        story.authorize(group, "ingress accept 1 tcp 1/1 " + list);
        assertThat(near(group, 0)).hasSize(1);

        SecurityGroupId other = story.group(BASIC, DROP);
        for (int i = 1; i <= 17; i++) {
            story.authorize(other, "ingress accept 1 tcp %d/%d %s".formatted(i, i, peer));
        }
        assertThat(near(other, 0)).isEmpty();
        story.authorize(other, "ingress accept 1 tcp 18/18 " + peer);
        assertThat(near(other, 0)).hasSize(1);
        assertThat(near(other, 0).get(0)).startsWith(other + " has 18 rules that name another group");
    }

    @Test
    void anAdvancedGroupIsNearOnlyItsOwnLimitOfAddresses() {
        SecurityGroupId advanced = story.group(ADVANCED, DROP);
        GroupLimits few = new GroupLimits(200, 20, 1, 10);
        for (int i = 1; i <= 8; i++) {
            story.member(advanced, "10.9.0." + i);
        }
        assertThat(Lint.of(Looking.at(story, advanced), limits(few))).isEmpty();
        story.member(advanced, "10.9.0.9");
        assertThat(Lint.of(Looking.at(story, advanced), limits(few)))
                .extracting(Finding::kind)
                .containsExactly(Kind.NEAR_LIMIT);
    }

    private static LintSettings limits(GroupLimits limits) {
        return new LintSettings(LeastPrivilege.DEFAULT, limits, 90, Duration.ofDays(30));
    }

    private int blocks;

    /** What is near in a group after so many more rules. */
    private List<String> near(SecurityGroupId of, int more) {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            blocks++;
            rules.add("ingress accept 1 tcp 80/80 10.%d.%d.0/24".formatted(blocks / 256, blocks % 256));
        }
        if (more > 0) {
            story.authorize(of, rules.toArray(String[]::new));
        }
        return Lint.of(Looking.at(story, of), LintSettings.DEFAULT).stream()
                .filter(finding -> finding.kind() == Kind.NEAR_LIMIT)
                .map(Finding::why)
                .toList();
    }
}
