package io.ringfence.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.agent.table.Chain;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.AddressSet;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.resolve.ResolvedPeer;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.resolve.SidePolicy;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.testing.Seeds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random rules, few and many, with overlaps, ties of ranges and both families: the chains say what the first match says. */
class SideChainsTest {
    private static final int PACKETS = 200;
    private static final List<SecurityGroupId> GROUPS = List.of(Facts.WEB, Facts.APP);
    private static final List<String> BLOCKS = List.of(
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.1.0.0/16",
            "10.1.1.0/24",
            "10.1.1.5/32",
            "10.128.0.0/9",
            "::/0",
            "fd00::/8",
            "fd00:1::/32",
            "fd00:1::5/128");
    private static final List<String> ADDRESSES = List.of(
            "10.0.0.1", "10.1.0.1", "10.1.1.4", "10.1.1.5", "10.1.1.6", "10.200.0.1", "192.0.2.1", "255.255.255.255");
    private static final List<String> ADDRESSES_V6 =
            List.of("fd00::1", "fd00:1::4", "fd00:1::5", "fd00:1::6", "2001:db8::1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");
    private static final List<Instant> DEADLINES =
            List.of(NOW.minusMillis(1_500), NOW, NOW.plusMillis(1), NOW.plusSeconds(3_600), NEVER);
    private static final int[] PORTS = {0, 1, 79, 80, 81, 443, 1023, 1024, 8080, 65_534, 65_535};

    @Test
    void the_chains_say_what_the_first_rule_that_matches_says() {
        Seeds.forEach(500, random -> {
            Map<SecurityGroupId, Members> members = Map.of(Facts.WEB, members(random), Facts.APP, members(random));
            Direction direction = pick(random, List.of(Direction.values()));
            SidePolicy side = side(random);
            RenderedChains chains = rendered(direction, side, members);

            for (int i = 0; i < PACKETS; i++) {
                Packet packet = packet(random);
                Optional<ResolvedRule> deciding = firstMatch(direction, side, members, packet);
                assertThat(chains.judge("side", packet))
                        .as("%s of %s under %s", direction, packet, side)
                        .isEqualTo(
                                deciding.map(rule -> Verdict.of(rule.action())).orElse(side.otherwise()));
                assertThat(chains.counted())
                        .as("%s of %s under %s is counted by the rule that decides", direction, packet, side)
                        .isEqualTo(deciding.stream()
                                .map(rule -> rule.ruleId().value())
                                .toList());
            }
        });
    }

    @Test
    void ports_that_the_same_rules_name_share_a_chain() {
        ResolvedRule wide = rule(0, RuleAction.ACCEPT, Protocol.TCP, new PortRange(1_000, 2_000), block("10.0.0.0/8"));
        Stream<ResolvedRule> narrow = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> rule(
                        i,
                        RuleAction.ACCEPT,
                        Protocol.TCP,
                        new PortRange(1_000 + 10 * i, 1_000 + 10 * i),
                        block("172.16.0.0/12")));
        SidePolicy side = new SidePolicy(Stream.concat(Stream.of(wide), narrow).toList(), Verdict.DROP);
        ChainPool pool = new ChainPool();

        SideChains.statements(Direction.INGRESS, side, pool);

        assertThat(pool.chains())
                .as("one that looks up ports, one between the narrow ranges, one for each of those")
                .hasSize(22);
    }

    private static ResolvedPeer block(String cidr) {
        return new ResolvedPeer.Blocks(List.of(Cidr.parse(cidr)));
    }

    private static RenderedChains rendered(
            Direction direction, SidePolicy side, Map<SecurityGroupId, Members> members) {
        ChainPool pool = new ChainPool();
        Map<String, Chain> chains = new HashMap<>();
        chains.put("side", Chain.of(SideChains.statements(direction, side, pool)));
        chains.putAll(pool.chains());
        return new RenderedChains(chains, members, NOW);
    }

    private static Optional<ResolvedRule> firstMatch(
            Direction direction, SidePolicy side, Map<SecurityGroupId, Members> members, Packet packet) {
        IpAddress peer = direction == Direction.INGRESS ? packet.source() : packet.destination();
        IpAddress local = direction == Direction.INGRESS ? packet.destination() : packet.source();
        return side.rules().stream()
                .filter(rule -> rule.expiresAt() == null || NOW.isBefore(rule.expiresAt()))
                .filter(rule -> rule.speaks(packet.source().family()))
                .filter(rule ->
                        rule.protocol() == Protocol.ALL || rule.protocol().number() == packet.protocol())
                .filter(rule -> rule.portRange().contains(packet.destinationPort()))
                .filter(rule ->
                        rule.sourcePortRange() == null || rule.sourcePortRange().contains(packet.sourcePort()))
                .filter(rule -> rule.localCidr() == null || rule.localCidr().contains(local))
                .filter(rule -> rule.peer().accept(new ResolvedPeer.Visitor<Boolean>() {
                    @Override
                    public Boolean blocks(List<Cidr> cidrs) {
                        return cidrs.stream().anyMatch(cidr -> cidr.contains(peer));
                    }

                    @Override
                    public Boolean membersOf(SecurityGroupId group) {
                        return members.getOrDefault(group, Members.NONE)
                                .of(peer.family())
                                .contains(peer);
                    }
                }))
                .findFirst();
    }

    private static SidePolicy side(RandomGenerator random) {
        int count = random.nextBoolean() ? random.nextInt(10) : random.nextInt(60);
        return new SidePolicy(
                IntStream.range(0, count).mapToObj(i -> rule(i, random)).toList(),
                random.nextBoolean() ? Verdict.ACCEPT : Verdict.DROP);
    }

    private static ResolvedRule rule(int number, RandomGenerator random) {
        Protocol protocol = pick(random, List.of(Protocol.values()));
        boolean fiveTuple = random.nextInt(6) == 0;
        ResolvedRule plain = rule(
                number,
                random.nextInt(3) == 0 ? RuleAction.DROP : RuleAction.ACCEPT,
                protocol,
                protocol.hasPorts() ? range(random) : PortRange.ALL,
                peer(random));
        return new ResolvedRule(
                plain.ruleId(),
                plain.action(),
                protocol,
                plain.portRange(),
                plain.peer(),
                fiveTuple && protocol.hasPorts() ? range(random) : null,
                fiveTuple ? Cidr.parse(pick(random, BLOCKS)) : null,
                random.nextInt(8) == 0 ? pick(random, DEADLINES) : null);
    }

    private static ResolvedRule rule(
            int number, RuleAction action, Protocol protocol, PortRange ports, ResolvedPeer peer) {
        RuleId id = new RuleId("sgr-%017d".formatted(number));
        return new ResolvedRule(id, action, protocol, ports, peer, null, null, null);
    }

    private static ResolvedPeer peer(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? new ResolvedPeer.MembersOf(pick(random, GROUPS))
                : new ResolvedPeer.Blocks(Stream.generate(() -> Cidr.parse(pick(random, BLOCKS)))
                        .limit(random.nextInt(5) == 0 ? random.nextInt(6) : 1)
                        .toList());
    }

    private static PortRange range(RandomGenerator random) {
        int first = Math.max(1, PORTS[random.nextInt(PORTS.length)]);
        int second = Math.max(1, random.nextBoolean() ? first : PORTS[random.nextInt(PORTS.length)]);
        return new PortRange(Math.min(first, second), Math.max(first, second));
    }

    private static Packet packet(RandomGenerator random) {
        List<String> addresses = random.nextBoolean() ? ADDRESSES : ADDRESSES_V6;
        int[] protocols = {6, 6, 6, 17, 17, 1, 58, 47, 132};
        int protocol = protocols[random.nextInt(protocols.length)];
        boolean hasPorts = protocol == 6 || protocol == 17;
        return new Packet(
                IpAddress.parse(pick(random, addresses)),
                IpAddress.parse(pick(random, addresses)),
                protocol,
                hasPorts ? PORTS[random.nextInt(PORTS.length)] : 0,
                hasPorts ? PORTS[random.nextInt(PORTS.length)] : 0,
                0,
                null);
    }

    private static Members members(RandomGenerator random) {
        return new Members(AddressSet.of(some(random, ADDRESSES)), AddressSet.of(some(random, ADDRESSES_V6)));
    }

    private static List<IpAddress> some(RandomGenerator random, List<String> addresses) {
        return addresses.stream()
                .filter(address -> random.nextInt(3) == 0)
                .map(IpAddress::parse)
                .toList();
    }

    private static <T> T pick(RandomGenerator random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
