package io.ringfence.testing.story;

import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random values out of small pools. The pools overlap on purpose: two rules often match one packet, an address is often
 * inside a block, a port often at the edge of a range.
 */
public final class Gen {
    /** Addresses that instances may have. */
    public static final int MEMBER_ADDRESSES = 14;

    private static final List<Integer> PORTS = List.of(22, 80, 81, 82, 443, 8080, 65_535);
    private static final List<Integer> SOURCE_PORTS = List.of(1024, 40_000, 40_001, 65_535);
    private static final List<PortRange> SOURCE_RANGES =
            List.of(new PortRange(1024, 40_000), new PortRange(40_001, 65_535), new PortRange(40_000, 40_000));
    private static final List<Integer> PRIORITIES = List.of(1, 1, 2, 10, 100);
    private static final List<Integer> PROTOCOL_NUMBERS = List.of(6, 6, 6, 17, 17, 47, 132);
    private static final List<Cidr> IPV4_BLOCKS = List.of(
            Cidr.ANY_IPV4,
            Cidr.ANY_IPV4,
            Cidr.parse("10.0.0.0/24"),
            Cidr.parse("10.0.0.0/29"),
            Cidr.parse("192.0.2.0/25"));
    private static final List<Cidr> IPV6_BLOCKS = List.of(
            Cidr.ANY_IPV6,
            Cidr.ANY_IPV6,
            Cidr.parse("fd00::/120"),
            Cidr.parse("fd00::/125"),
            Cidr.parse("2001:db8::/32"));

    private final RandomGenerator random;

    public Gen(RandomGenerator random) {
        this.random = random;
    }

    /** Whether something with this chance, in percent, is so. */
    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A number of the range, both ends included. */
    public int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** One of a list that is not empty. */
    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    public AddressFamily family() {
        return chance(60) ? AddressFamily.IPV4 : AddressFamily.IPV6;
    }

    /** The address with this number, 1 to {@link #MEMBER_ADDRESSES}, that an instance may have. */
    public static IpAddress memberAddress(AddressFamily family, int number) {
        return IpAddress.parse((family == AddressFamily.IPV4 ? "10.0.0." : "fd00::") + number);
    }

    /** An address: mostly one that an instance may have, else one outside. */
    public IpAddress address(AddressFamily family) {
        if (chance(75)) {
            return memberAddress(family, between(1, MEMBER_ADDRESSES - 4));
        }
        int number = pick(List.of(1, 126, 129, 200));
        return IpAddress.parse((family == AddressFamily.IPV4 ? "192.0.2." : "2001:db8::") + number);
    }

    /** A block: everything, a few neighbours, or one address. */
    public Cidr cidr(AddressFamily family) {
        return chance(30) ? Cidr.of(address(family)) : pick(family == AddressFamily.IPV4 ? IPV4_BLOCKS : IPV6_BLOCKS);
    }

    /** A destination port that ranges begin or end at, or one beside it. */
    public int port() {
        return chance(80) ? pick(PORTS) : Math.max(1, pick(PORTS) - 1);
    }

    public int sourcePort() {
        return pick(SOURCE_PORTS);
    }

    /** A protocol number of a packet other than ICMP: TCP, UDP, GRE, or SCTP, which no rule but {@code all} names. */
    public int protocolNumber() {
        return pick(PROTOCOL_NUMBERS);
    }

    /** One port, a few, or all of them. */
    public PortRange ports() {
        int from = pick(PORTS);
        int to = pick(PORTS);
        return chance(15)
                ? new PortRange(1, PortRange.MAX_PORT)
                : new PortRange(Math.min(from, to), Math.max(from, to));
    }

    /**
     * A rule that the law allows: families agree, ports are there where the protocol has them.
     *
     * @param groups those that it may name; empty for a rule of an ADVANCED group
     * @param lists the prefix lists that it may name
     * @param now if it expires, then within the next 30 seconds
     */
    public RuleSpec rule(SortedSet<SecurityGroupId> groups, List<Listed> lists, Instant now) {
        Protocol protocol = pick(List.of(Protocol.values()));
        AddressFamily family = protocol == Protocol.ICMP
                ? AddressFamily.IPV4
                : protocol == Protocol.ICMPV6 ? AddressFamily.IPV6 : family();
        Peer peer = peer(family, groups, lists);
        boolean ports = protocol.hasPorts();
        return new RuleSpec(
                pick(List.of(Direction.values())),
                pick(List.of(RuleAction.values())),
                pick(PRIORITIES),
                protocol,
                ports ? ports() : PortRange.ALL,
                peer,
                ports && chance(15) ? pick(SOURCE_RANGES) : null,
                chance(15) ? cidr(family) : null,
                "",
                expiry(now));
    }

    private @Nullable Instant expiry(Instant now) {
        return chance(15) ? now.plus(Duration.ofMillis(between(1, 30_000))) : null;
    }

    private Peer peer(AddressFamily family, SortedSet<SecurityGroupId> groups, List<Listed> lists) {
        List<Listed> ofFamily =
                lists.stream().filter(list -> list.family() == family).toList();
        if (!ofFamily.isEmpty() && chance(25)) {
            return new Peer.PrefixListPeer(pick(ofFamily).id());
        }
        return !groups.isEmpty() && chance(40)
                ? new Peer.GroupPeer(pick(List.copyOf(groups)))
                : new Peer.CidrPeer(cidr(family));
    }

    /** A prefix list and its family, which a rule that names it has to agree with. */
    public record Listed(PrefixListId id, AddressFamily family) {}
}
