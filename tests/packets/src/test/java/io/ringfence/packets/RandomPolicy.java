package io.ringfence.packets;

import io.ringfence.events.rule.RuleKey;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.testing.story.Gen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random groups, prefix lists and rules, legal ones only, made so that much overlaps: few ports, few blocks, few priorities, and
 * often a rule's opposite at the same priority.
 */
final class RandomPolicy {

    /** Enough to be looked up by protocol and port; both directions together stay below the limit of 200. */
    private static final int MANY = 65;

    /** Destination ports that packets and rules draw from. */
    static final List<Integer> PORTS = List.of(22, 53, 80, 81, 443, 8080);

    /** Rules that ask for a source port ask for one up to here. */
    static final int LOW_SOURCE_PORTS = 32_767;

    private static final List<Integer> PRIORITIES = List.of(1, 1, 2, 2, 10, 10, 50, 100);
    private static final List<Protocol> PROTOCOLS = List.of(
            Protocol.TCP, Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.ICMPV6, Protocol.GRE, Protocol.ALL);
    private static final Map<AddressFamily, List<String>> BLOCKS = Map.of(
            AddressFamily.IPV4,
            List.of(
                    "0.0.0.0/0",
                    "10.90.0.0/16",
                    "10.90.1.0/24",
                    "10.90.2.0/24",
                    "10.90.1.10/31",
                    "10.90.2.12/30",
                    "10.90.1.1/32",
                    "10.90.2.10/32",
                    "198.18.1.0/24",
                    "198.18.1.128/25",
                    "198.18.1.64/26"),
            AddressFamily.IPV6,
            List.of(
                    "::/0",
                    "fd90::/16",
                    "fd90:1::/64",
                    "fd90:2::/64",
                    "fd90:1::a/127",
                    "fd90:2::c/126",
                    "fd90:1::1/128",
                    "fd90:2::a/128",
                    "2001:db8:1::/64",
                    "2001:db8:1::80/121",
                    "2001:db8:1::40/122"));

    private final Gen gen;
    private final Map<SecurityGroupId, Shape> groups = new LinkedHashMap<>();
    private final Map<AddressFamily, List<PrefixListId>> lists = new EnumMap<>(AddressFamily.class);

    /** What a group is, besides its rules. */
    record Shape(SecurityGroupType type, InnerAccessPolicy inner) {}

    RandomPolicy(Gen gen) {
        this.gen = gen;
        add(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT);
        add(SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT);
        add(SecurityGroupType.BASIC, InnerAccessPolicy.DROP);
        add(SecurityGroupType.ADVANCED, InnerAccessPolicy.DROP);
        for (AddressFamily family : AddressFamily.values()) {
            lists.put(family, List.of(Scribe.newListId(), Scribe.newListId()));
        }
    }

    List<SecurityGroupId> groups() {
        return List.copyOf(groups.keySet());
    }

    /** Writes every prefix list and every group; entries and rules are drawn now. */
    void write(Scribe scribe) {
        lists.forEach((family, ids) -> ids.forEach(id -> scribe.prefixList(id, family, entries(family))));
        groups.forEach((id, shape) -> scribe.group(id, shape.type(), shape.inner(), rules(id)));
    }

    private void add(SecurityGroupType type, InnerAccessPolicy inner) {
        groups.put(Scribe.newGroupId(), new Shape(type, inner));
    }

    private List<RuleSpec> rules(SecurityGroupId owner) {
        Map<RuleKey, RuleSpec> rules = new LinkedHashMap<>();
        for (Direction direction : Direction.values()) {
            for (int i = gen.between(5, gen.chance(30) ? MANY : 12); i > 0; i--) {
                RuleSpec rule = rule(owner, direction);
                rules.putIfAbsent(rule.key(), rule);
                if (gen.chance(40)) {
                    RuleSpec opposite = opposite(rule);
                    rules.putIfAbsent(opposite.key(), opposite);
                }
            }
        }
        return List.copyOf(rules.values());
    }

    private RuleSpec rule(SecurityGroupId owner, Direction direction) {
        Protocol protocol = gen.pick(PROTOCOLS);
        AddressFamily family = family(protocol);
        return new RuleSpec(
                direction,
                gen.pick(List.of(RuleAction.ACCEPT, RuleAction.ACCEPT, RuleAction.DROP)),
                gen.pick(PRIORITIES),
                protocol,
                protocol.hasPorts() ? ports() : PortRange.ALL,
                peer(owner, family),
                protocol.hasPorts() && gen.chance(15) ? new PortRange(1, LOW_SOURCE_PORTS) : null,
                gen.chance(15) ? block(family) : null,
                "",
                null);
    }

    private AddressFamily family(Protocol protocol) {
        return switch (protocol) {
            case ICMP -> AddressFamily.IPV4;
            case ICMPV6 -> AddressFamily.IPV6;
            case TCP, UDP, GRE, ALL -> gen.pick(List.of(AddressFamily.IPV4, AddressFamily.IPV6));
        };
    }

    private PortRange ports() {
        int port = gen.pick(PORTS);
        return gen.pick(List.of(new PortRange(port, port), new PortRange(port, port + 100), new PortRange(1, 65_535)));
    }

    /** An advanced group names no group, and nobody names an advanced one or his own. */
    private Peer peer(SecurityGroupId owner, AddressFamily family) {
        List<SecurityGroupId> nameable = new ArrayList<>();
        groups.forEach((id, shape) -> {
            if (!id.equals(owner) && shape.type() == SecurityGroupType.BASIC) {
                nameable.add(id);
            }
        });
        Shape own = groups.get(owner);
        if (gen.chance(20)) {
            return new Peer.PrefixListPeer(gen.pick(lists.getOrDefault(family, List.of())));
        }
        boolean mayName = own != null && own.type() == SecurityGroupType.BASIC;
        return mayName && gen.chance(35) ? new Peer.GroupPeer(gen.pick(nameable)) : new Peer.CidrPeer(block(family));
    }

    /** Up to four blocks, which may overlap. */
    private List<Cidr> entries(AddressFamily family) {
        Set<Cidr> entries = new LinkedHashSet<>();
        for (int i = gen.between(0, 4); i > 0; i--) {
            entries.add(block(family));
        }
        return List.copyOf(entries);
    }

    private Cidr block(AddressFamily family) {
        @Nullable List<String> blocks = BLOCKS.get(family);
        return Cidr.parse(gen.pick(blocks == null ? List.of() : blocks));
    }

    private static RuleSpec opposite(RuleSpec rule) {
        return new RuleSpec(
                rule.direction(),
                rule.policy() == RuleAction.ACCEPT ? RuleAction.DROP : RuleAction.ACCEPT,
                rule.priority(),
                rule.protocol(),
                rule.portRange(),
                rule.peer(),
                rule.sourcePortRange(),
                rule.localCidr(),
                "",
                null);
    }
}
