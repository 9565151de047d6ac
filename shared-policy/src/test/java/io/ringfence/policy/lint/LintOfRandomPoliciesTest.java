package io.ringfence.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.GroupLimits;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.image.RuleSetImage;
import io.ringfence.policy.lint.Finding.Kind;
import io.ringfence.policy.lint.LintSubject.CountedUse;
import io.ringfence.policy.space.Packets;
import io.ringfence.policy.space.World;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.story.Gen;
import io.ringfence.testing.story.RuleText;
import io.ringfence.testing.story.Story;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Clean policies have no finding; what is planted in one is found, and nothing else; and what lint calls dead is dead. */
class LintOfRandomPoliciesTest {
    private static final int CASES = 20;
    private static final int PACKETS = 60;
    private static final int MOST_RULES = 24;
    private static final int SMALL = 40;

    private final Map<Kind, Integer> removed = new EnumMap<>(Kind.class);

    /** A group whose rules share nothing, name somebody, are used, and are open to few. */
    private static final class Clean {
        final Gen gen;
        final Story story = new Story();
        final SecurityGroupId group;
        final SecurityGroupId peer;
        final PrefixListId list;
        final Map<RuleId, CountedUse> uses = new HashMap<>();
        private int blocks;

        Clean(Gen gen) {
            this.gen = gen;
            group = story.group(SecurityGroupType.BASIC, gen.pick(List.of(InnerAccessPolicy.values())));
            peer = story.group(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT);
            story.member(peer, "192.168.0.1");
            list = story.prefixList("172.16.0.0/24", "172.16.2.0/24");
            for (int i = gen.between(1, 20); i > 0; i--) {
                used(gen.chance(50) ? ingress() : egress());
            }
            if (gen.chance(70)) {
                used("ingress accept %d tcp 443/443 %s".formatted(priority(), gen.pick(List.of("0.0.0.0/0", "::/0"))));
            }
            if (gen.chance(50)) {
                used("ingress accept %d udp 53/53 %s".formatted(priority(), peer));
                used("ingress accept %d udp 54/54 %s".formatted(priority(), list));
            }
        }

        int priority() {
            return gen.between(1, 100);
        }

        /** A block of its own. */
        String block() {
            blocks++;
            return "10.%d.%d.0/24".formatted(gen.between(0, 3), blocks);
        }

        /** Ports that no other rule of the group names. */
        String ingress() {
            int port = 1_000 + blocks;
            return "ingress accept %d %s %d/%d %s"
                    .formatted(priority(), gen.pick(List.of("tcp", "udp")), port, port, block());
        }

        String egress() {
            return "egress drop %d %s".formatted(priority(), gen.pick(List.of("all -1/-1 ", "tcp 1/65535 ")) + block());
        }

        RuleId used(String rule) {
            RuleId id = story.authorize(group, rule).get(0);
            uses.put(id, new CountedUse(Story.BEGIN.minus(Duration.ofDays(gen.between(0, 99))), story.now()));
            return id;
        }

        List<Finding> findings() {
            LintSettings settings = new LintSettings(
                    LeastPrivilege.DEFAULT, new GroupLimits(SMALL, 20, 2_000, 65_536), 90, Duration.ofDays(30));
            return Lint.of(Looking.with(Looking.at(story, group), Set.of(), uses), settings);
        }
    }

    @Test
    void aCleanPolicyHasNone() {
        Seeds.forEach(
                CASES,
                random -> assertThat(new Clean(new Gen(random)).findings()).isEmpty());
    }

    @Test
    void whatIsPlantedIsFoundAndNothingElse() {
        Seeds.forEach(CASES, random -> {
            for (Kind kind : Kind.values()) {
                Clean clean = new Clean(new Gen(random));
                Finding expected = plant(kind, clean);
                assertThat(clean.findings())
                        .as(kind::name)
                        .filteredOn(finding -> !finding.ruleIds().isEmpty() || kind == Kind.NEAR_LIMIT)
                        .anySatisfy(finding -> {
                            assertThat(finding.kind()).isEqualTo(kind);
                            assertThat(finding.ruleIds()).isEqualTo(expected.ruleIds());
                            assertThat(finding.by()).isEqualTo(expected.by());
                        })
                        .hasSize(1);
            }
        });
    }

    private static Finding plant(Kind kind, Clean clean) {
        int port = clean.gen.between(2_000, 60_000);
        String ports = port + "/" + port;
        return switch (kind) {
            case SHADOWED -> {
                String block = clean.block();
                String half = block.replace("/24", "/25");
                String other = half.replace(".0/25", ".128/25");
                RuleId one = clean.used("ingress drop 1 tcp %d/%d %s".formatted(port - 1, port, half));
                RuleId two = clean.used("ingress drop 2 tcp %d/%d %s".formatted(port, port + 1, other));
                RuleId shadowed = clean.used("ingress accept 3 tcp %s %s".formatted(ports, block));
                clean.used("ingress accept 4 tcp %d/%d %s".formatted(port - 1, port + 1, block));
                yield new Finding(kind, List.of(shadowed), List.of(one, two), "");
            }
            case REDUNDANT -> {
                String block = clean.block();
                RuleId wide = clean.used("ingress accept %d tcp 1900/60001 %s".formatted(clean.priority(), block));
                RuleId planted = clean.used(
                        "ingress accept %d tcp %s %s".formatted(clean.priority(), ports, block.replace("/24", "/26")));
                yield new Finding(kind, List.of(planted), List.of(wide), "");
            }
            case OVERLY_PERMISSIVE ->
                Finding.of(
                        kind,
                        clean.used(clean.gen.pick(List.of(
                                "ingress accept 1 tcp " + ports + " 0.0.0.0/0",
                                "ingress accept 1 udp " + ports + " ::/0",
                                "ingress accept 1 udp 60001/60002 0.0.0.0/0"))),
                        "");
            case UNRESOLVED -> {
                SecurityGroupId empty = clean.story.group(SecurityGroupType.BASIC, InnerAccessPolicy.DROP);
                PrefixListId list = clean.story.prefixList("192.0.2.0/24");
                clean.story.tell(new PrefixListModified(list, "empty", Story.entries()));
                yield Finding.of(
                        kind,
                        clean.used("ingress accept %d tcp %s %s"
                                .formatted(clean.priority(), ports, clean.gen.pick(List.of(empty, list)))),
                        "");
            }
            case UNUSED -> {
                RuleId planted = clean.gen.pick(List.copyOf(clean.uses.keySet()));
                clean.uses.put(planted, new CountedUse(clean.story.now().minus(Duration.ofDays(30)), null));
                yield Finding.of(kind, planted, "");
            }
            case NEAR_LIMIT -> {
                for (int i = 0; i < SMALL; i++) {
                    clean.used(clean.ingress());
                }
                yield new Finding(kind, List.of(), List.of(), "");
            }
        };
    }

    @Test
    void withoutARuleThatIsShadowedOrRedundantTheLawSaysTheSameOfEveryPacket() {
        Seeds.forEach(CASES, this::removeOneByOne);

        System.out.println("rules removed: " + removed);
        assertThat(removed).containsOnlyKeys(Kind.SHADOWED, Kind.REDUNDANT);
    }

    private void removeOneByOne(RandomGenerator random) {
        World world = new World(new Gen(random), MOST_RULES);
        World.State state = world.state();
        Packets packets = new Packets(world.gen);
        for (SecurityGroupId group : world.groups) {
            for (Finding finding : Lint.of(Looking.at(state.image(), group, state.at()), LintSettings.DEFAULT)) {
                if (finding.kind() == Kind.SHADOWED || finding.kind() == Kind.REDUNDANT) {
                    removed.merge(finding.kind(), 1, Integer::sum);
                    RuleId rule = finding.ruleIds().get(0);
                    PolicyImage without = without(state.image(), group, rule);
                    for (int i = 0; i < PACKETS; i++) {
                        Packet packet = aboutAMember(world.gen, packets, state, group);
                        assertThat(PolicyEvaluator.DEFAULT
                                        .judge(without, packet, state.at())
                                        .verdict())
                                .as(() -> packet + " without " + finding + ": "
                                        + RuleText.format(spec(state.image(), group, rule)))
                                .isEqualTo(PolicyEvaluator.DEFAULT
                                        .judge(state.image(), packet, state.at())
                                        .verdict());
                    }
                }
            }
        }
    }

    private static Packet aboutAMember(Gen gen, Packets packets, World.State state, SecurityGroupId group) {
        AddressFamily family = gen.family();
        List<IpAddress> members = List.copyOf(state.image().members(group).of(family));
        if (members.isEmpty()) {
            return packets.any();
        }
        IpAddress member = gen.pick(members);
        IpAddress peer = packets.address(family);
        return gen.pick(List.of(Direction.values())) == Direction.INGRESS
                ? packets.between(peer, member)
                : packets.between(member, peer);
    }

    private static RuleSpec spec(PolicyImage image, SecurityGroupId group, RuleId rule) {
        return Objects.requireNonNull(rules(image, group).rules().get(rule)).spec();
    }

    private static RuleSetImage rules(PolicyImage image, SecurityGroupId group) {
        return Objects.requireNonNull(image.ruleSets().get(group));
    }

    private static PolicyImage without(PolicyImage image, SecurityGroupId group, RuleId rule) {
        RuleSetImage rules = rules(image, group);
        return image.with(new RuleSetImage(
                group,
                rules.accountId(),
                rules.vpcId(),
                rules.type(),
                rules.rules().minus(rule),
                rules.lastChange()));
    }
}
