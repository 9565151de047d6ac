package io.ringfence.policy.space;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyEvaluator;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.resolve.SidePolicy;
import io.ringfence.policy.space.DeadRule.Kind;
import io.ringfence.policy.space.World.State;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Gen;
import io.ringfence.testing.story.Story;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Rules that make no difference are found, all of them and no other. */
class DeadRulesTest {
    private static final int CASES = 20;
    private static final int PACKETS = 60;
    private static final int MOST_RULES = 24;

    private final Story story = new Story();

    private GroupPolicy policy(SecurityGroupId group) {
        return Objects.requireNonNull(GroupPolicy.of(image(), group, story.now()));
    }

    private PolicyImage image() {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        story.events().forEach(delta::replay);
        return delta.apply();
    }

    private List<DeadRule> deadNow(SecurityGroupId group, Direction direction) {
        Owners owners = Owners.now(image().inventory().addresses().members());
        return DeadRules.of(policy(group), direction, owners);
    }

    private List<DeadRule> deadForAny(SecurityGroupId group, Direction direction) {
        return DeadRules.of(policy(group), direction, Owners.ANY);
    }

    private static void assertOnly(List<DeadRule> found, RuleId rule, Kind kind, RuleId... by) {
        assertThat(found).hasSize(1);
        assertThat(found.get(0).rule().ruleId()).isEqualTo(rule);
        assertThat(found.get(0).kind()).isEqualTo(kind);
        assertThat(found.get(0).by()).containsExactly(by);
    }

    @Test
    void aRuleThatOnlySeveralTogetherCoverIsShadowed() {
        SecurityGroupId group = story.group(BASIC, DROP);
        List<RuleId> ids = story.authorize(
                group,
                "ingress drop 1 tcp 1/90 10.0.0.0/9",
                "ingress drop 2 tcp 70/1000 10.128.0.0/9",
                "ingress accept 3 tcp 80/80 10.0.0.0/8",
                "ingress accept 4 tcp 1/65535 10.0.0.0/8");

        assertOnly(deadForAny(group, Direction.INGRESS), ids.get(2), Kind.SHADOWED, ids.get(0), ids.get(1));
    }

    @Test
    void aRuleThatIsNotQuiteCoveredLives() {
        SecurityGroupId group = story.group(BASIC, DROP);
        story.authorize(
                group,
                "ingress drop 1 tcp 1/90 10.0.0.0/9",
                "ingress drop 2 tcp 80/1000 10.128.0.0/10",
                "ingress accept 3 tcp 80/80 10.0.0.0/8");

        assertThat(deadForAny(group, Direction.INGRESS)).isEmpty();
    }

    @Test
    void aRuleThatAStrongerEqualOneCoversIsRedundant() {
        SecurityGroupId group = story.group(BASIC, DROP);
        List<RuleId> ids = story.authorize(
                group,
                "ingress accept 1 all -1/-1 10.0.0.0/8",
                "ingress accept 2 udp 53/60 10.1.0.0/16 sport=1024/65535 local=10.0.0.5");

        assertOnly(deadForAny(group, Direction.INGRESS), ids.get(1), Kind.REDUNDANT, ids.get(0));
    }

    @Test
    void aRuleThatAWeakerEqualOneWouldReplaceIsRedundant() {
        SecurityGroupId group = story.group(BASIC, DROP);
        List<RuleId> ids = story.authorize(
                group, "ingress accept 1 tcp 443/443 10.1.0.0/16", "ingress accept 2 tcp 443/443 10.0.0.0/8");

        assertOnly(deadForAny(group, Direction.INGRESS), ids.get(0), Kind.REDUNDANT, ids.get(1));
    }

    @Test
    void aDropBetweenThemKeepsItAlive() {
        SecurityGroupId group = story.group(BASIC, DROP);
        story.authorize(
                group,
                "ingress accept 1 tcp 443/443 10.1.0.0/16",
                "ingress drop 2 tcp 443/443 10.0.0.0/14",
                "ingress accept 3 tcp 443/443 10.0.0.0/8");

        assertThat(deadForAny(group, Direction.INGRESS)).isEmpty();
    }

    @Test
    void aRuleThatDecidesButChangesNothingIsRedundantThoughAnotherDropsPartOfIt() {
        SecurityGroupId group = story.group(BASIC, DROP);
        List<RuleId> ids = story.authorize(
                group,
                "ingress drop 1 tcp 443/443 10.1.2.0/24",
                "ingress accept 2 tcp 443/443 10.1.0.0/16",
                "ingress accept 3 tcp 443/443 10.0.0.0/8");

        assertOnly(deadForAny(group, Direction.INGRESS), ids.get(1), Kind.REDUNDANT, ids.get(0), ids.get(2));
    }

    @Test
    void theDefaultMakesRulesRedundantToo() {
        SecurityGroupId group = story.group(BASIC, DROP);
        List<RuleId> ids = story.authorize(
                group, "egress accept 100 all -1/-1 0.0.0.0/0", "ingress accept 100 icmp -1/-1 0.0.0.0/0");

        assertOnly(deadForAny(group, Direction.EGRESS), ids.get(0), Kind.REDUNDANT);
        assertThat(deadForAny(group, Direction.INGRESS)).isEmpty();
    }

    @Test
    void aRuleMayBeDeadForTheMembersOfNowAndNotForAny() {
        SecurityGroupId group = story.group(BASIC, DROP);
        SecurityGroupId peers = story.group(BASIC, DROP);
        List<RuleId> ids = story.authorize(
                group,
                "ingress drop 1 tcp 1/65535 10.0.0.0/24",
                "ingress accept 2 tcp 80/80 " + peers,
                "ingress accept 3 tcp 1/65535 10.0.0.0/8");
        assertOnly(deadNow(group, Direction.INGRESS), ids.get(1), Kind.MATCHES_NOTHING);
        assertThat(deadForAny(group, Direction.INGRESS)).isEmpty();

        story.instance(peers, "h1", "sg1", "10.0.0.1");
        assertOnly(deadNow(group, Direction.INGRESS), ids.get(1), Kind.SHADOWED, ids.get(0));

        story.instance(peers, "h1", "sg2", "192.0.2.1");
        assertThat(deadNow(group, Direction.INGRESS)).isEmpty();
    }

    @Test
    void membersMayOwnAllOfABlock() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        SecurityGroupId peers = story.group(BASIC, DROP);
        List<RuleId> ids =
                story.authorize(group, "ingress drop 1 tcp 80/80 " + peers, "ingress accept 2 tcp 80/80 10.0.0.4/31");
        story.instance(peers, "h1", "sg1", "10.0.0.4");
        assertThat(deadNow(group, Direction.INGRESS)).isEmpty();

        story.instance(group, "h1", "sg2", "10.0.0.5");

        assertOnly(deadNow(group, Direction.INGRESS), ids.get(1), Kind.SHADOWED, ids.get(0));
        assertThat(deadForAny(group, Direction.INGRESS)).isEmpty();
    }

    @Test
    void innerAccessOutranksARuleForMembersOnly() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        List<RuleId> ids =
                story.authorize(group, "ingress drop 1 tcp 80/80 10.0.0.1/32", "ingress accept 2 tcp 80/80 10.0.0.0/8");
        story.instance(group, "h1", "sg1", "10.0.0.1");

        assertOnly(deadNow(group, Direction.INGRESS), ids.get(0), Kind.SHADOWED);
        assertThat(deadForAny(group, Direction.INGRESS)).isEmpty();
    }

    @Test
    void anEmptyListMatchesNothing() {
        SecurityGroupId group = story.group(BASIC, DROP);
        PrefixListId list = story.prefixList("192.0.2.0/24");
        List<RuleId> ids = story.authorize(group, "ingress accept 1 tcp 80/80 " + list);
        assertThat(deadForAny(group, Direction.INGRESS)).isEmpty();

        story.tell(new PrefixListModified(list, "empty", List.of()));

        assertOnly(deadForAny(group, Direction.INGRESS), ids.get(0), Kind.MATCHES_NOTHING);
    }

    @Test
    void aRuleIsDeadAtOneTimeAndNotAtTwo() {
        GroupPolicy policy = policy(story.group(BASIC, DROP));

        assertThatThrownBy(() -> DeadRules.of(policy, Direction.INGRESS, Owners.changed(Map.of(), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCleanPolicyHasNone() {
        SecurityGroupId group = story.group(BASIC, ACCEPT);
        SecurityGroupId peers = story.group(BASIC, ACCEPT);
        story.instance(group, "h1", "sg1", "10.0.0.1");
        story.instance(peers, "h1", "sg2", "10.0.0.2", "fd00::2");
        story.authorize(
                group,
                "ingress accept 100 tcp 22/22 0.0.0.0/0",
                "ingress accept 100 tcp 443/443 0.0.0.0/0",
                "ingress accept 100 icmp -1/-1 0.0.0.0/0",
                "ingress drop 1 tcp 22/22 198.51.100.0/24",
                "ingress accept 1 all -1/-1 " + peers,
                "ingress accept 1 gre -1/-1 10.0.0.0/8",
                "ingress accept 1 udp 53/53 10.0.0.0/8 sport=1024/65535",
                "egress drop 1 tcp 25/25 0.0.0.0/0",
                "egress drop 1 tcp 25/25 ::/0");

        for (Direction direction : Direction.values()) {
            assertThat(deadNow(group, direction)).isEmpty();
            assertThat(deadForAny(group, direction)).isEmpty();
        }
    }

    @Test
    void aRuleIsFoundIfAndOnlyIfTheOthersAloneAcceptTheSame() {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        Seeds.forEach(CASES, random -> {
            World world = new World(new Gen(random), MOST_RULES);
            State state = world.state();
            for (SecurityGroupId group : world.groups) {
                for (Direction direction : Direction.values()) {
                    for (Owners owners : List.of(Owners.ANY, Owners.now(state.members()))) {
                        checkEachRule(state.policy(group), direction, owners)
                                .forEach(dead -> kinds.merge(dead.kind(), 1, Integer::sum));
                    }
                }
            }
        });

        System.out.println("dead rules, by kind: " + kinds);
        assertThat(kinds.keySet()).containsExactly(Kind.values());
    }

    private static List<DeadRule> checkEachRule(GroupPolicy policy, Direction direction, Owners owners) {
        List<DeadRule> found = DeadRules.of(policy, direction, owners);
        PacketSpace accepted = PacketSpace.accepted(policy, direction);
        PacketSpace stronger = policy.innerAccess()
                ? PacketSpace.accepted(onlyInnerAccess(policy), direction)
                : PacketSpace.nothing(direction);
        for (ResolvedRule rule : policy.side(direction).rules()) {
            PacketSpace own = PacketSpace.matching(rule, direction);
            PacketSpace without = PacketSpace.accepted(without(policy, direction, rule), direction);
            DeadRule dead = found.stream()
                    .filter(candidate -> candidate.rule().equals(rule))
                    .findFirst()
                    .orElse(null);
            assertThat(dead != null)
                    .as(() -> rule + " of " + policy.side(direction))
                    .isEqualTo(
                            PolicyDifference.between(accepted, without, owners).isEmpty());
            if (dead != null) {
                assertThat(dead.kind())
                        .as(() -> dead + " of " + policy.side(direction))
                        .isEqualTo(kind(rule, own, stronger, without, owners));
            }
            stronger = stronger.union(own);
        }
        return found;
    }

    private static Kind kind(
            ResolvedRule rule, PacketSpace own, PacketSpace stronger, PacketSpace without, Owners owners) {
        if (own.isEmpty(owners)) {
            return Kind.MATCHES_NOTHING;
        }
        boolean decides = !own.minus(stronger).isEmpty(owners);
        PacketSpace meetOpposite = rule.action() == RuleAction.ACCEPT ? own.minus(without) : own.intersection(without);
        return decides || meetOpposite.isEmpty(owners) ? Kind.REDUNDANT : Kind.SHADOWED;
    }

    private static GroupPolicy onlyInnerAccess(GroupPolicy policy) {
        SidePolicy none = new SidePolicy(List.of(), Verdict.DROP);
        return new GroupPolicy(policy.securityGroupId(), 1, 1, true, none, none);
    }

    private static GroupPolicy without(GroupPolicy policy, Direction direction, ResolvedRule rule) {
        List<ResolvedRule> others = new ArrayList<>(policy.side(direction).rules());
        others.remove(rule);
        return withRules(policy, direction, others);
    }

    private static GroupPolicy withRules(GroupPolicy policy, Direction direction, List<ResolvedRule> rules) {
        SidePolicy side = new SidePolicy(rules, policy.side(direction).otherwise());
        return new GroupPolicy(
                policy.securityGroupId(),
                policy.groupRevision(),
                policy.rulesRevision(),
                policy.innerAccess(),
                direction == Direction.INGRESS ? side : policy.ingress(),
                direction == Direction.EGRESS ? side : policy.egress());
    }

    @Test
    void withoutADeadRuleEveryPacketIsJudgedAsBefore() {
        Seeds.forEach(CASES, random -> {
            World world = new World(new Gen(random), MOST_RULES);
            State state = world.state();
            Packets packets = new Packets(world.gen);
            for (SecurityGroupId group : world.groups) {
                for (Direction direction : Direction.values()) {
                    GroupPolicy policy = state.policy(group);
                    for (DeadRule dead : DeadRules.of(policy, direction, Owners.now(state.members()))) {
                        HostPolicy without = with(state.host(), without(policy, direction, dead.rule()));
                        for (int i = 0; i < PACKETS; i++) {
                            Packet packet = packets.any();
                            assertThat(new HostPolicyEvaluator(without).side(group, direction, packet))
                                    .as(() -> packet + " without " + dead)
                                    .isEqualTo(new HostPolicyEvaluator(state.host()).side(group, direction, packet));
                        }
                    }
                }
            }
        });
    }

    private static HostPolicy with(HostPolicy host, GroupPolicy policy) {
        TreeMap<SecurityGroupId, GroupPolicy> groups = new TreeMap<>(host.groups());
        groups.put(policy.securityGroupId(), policy);
        return new HostPolicy(
                host.host(),
                host.open(),
                host.closed(),
                groups,
                host.members(),
                host.failures(),
                host.deadline(),
                host.watched());
    }

    @Test
    void aPlantedRuleIsFoundWhateverStandsAround() {
        Seeds.forEach(CASES, this::plant);
    }

    /** The opposite of a rule somewhere behind it never decides. */
    private void plant(RandomGenerator random) {
        World world = new World(new Gen(random), MOST_RULES);
        GroupPolicy policy = world.state().policy(world.gen.pick(world.groups));
        for (Direction direction : Direction.values()) {
            List<ResolvedRule> rules = new ArrayList<>(policy.side(direction).rules());
            if (!rules.isEmpty()) {
                int place = world.gen.between(0, rules.size() - 1);
                ResolvedRule planted = oppositeOf(rules.get(place));
                rules.add(world.gen.between(place + 1, rules.size()), planted);
                assertThat(DeadRules.of(withRules(policy, direction, rules), direction, Owners.ANY))
                        .extracting(DeadRule::rule)
                        .contains(planted);
            }
        }
    }

    private static ResolvedRule oppositeOf(ResolvedRule rule) {
        return new ResolvedRule(
                new RuleId("sgr-zzzzzzzzzzzzzzzzz"),
                rule.action() == RuleAction.ACCEPT ? RuleAction.DROP : RuleAction.ACCEPT,
                rule.protocol(),
                rule.portRange(),
                rule.peer(),
                rule.sourcePortRange(),
                rule.localCidr(),
                rule.expiresAt());
    }
}
