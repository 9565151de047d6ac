package io.ringfence.policy.space;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.space.World.State;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.testing.story.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Packets at and beside the places where blocks, ranges and members begin and end. They can all begin a connection. */
public final class Packets {
    private static final List<Integer> PORTS =
            List.of(0, 1, 21, 22, 23, 79, 80, 81, 82, 83, 442, 443, 444, 8079, 8080, 8081, 65_534, 65_535);
    private static final List<Integer> SOURCE_PORTS =
            List.of(0, 1, 1023, 1024, 39_999, 40_000, 40_001, 40_002, 65_534, 65_535);
    private static final List<String> OUTSIDE_IPV4 = List.of(
            "9.255.255.255", "10.0.1.0", "192.0.1.255", "192.0.2.0", "192.0.2.127", "192.0.2.128", "203.0.113.1");
    private static final List<String> OUTSIDE_IPV6 = List.of(
            "fcff::1",
            "fd00::7f",
            "fd00::100",
            "2001:db7:ffff::1",
            "2001:db8::",
            "2001:db8::1",
            "2001:db9::",
            "2002::1");

    private final Gen gen;

    public Packets(Gen gen) {
        this.gen = gen;
    }

    public Packet any() {
        AddressFamily family = gen.family();
        return between(address(family), address(family));
    }

    /** From one address to the other, of any protocol. */
    public Packet between(IpAddress source, IpAddress destination) {
        int sourcePort = gen.pick(SOURCE_PORTS);
        int port = gen.pick(PORTS);
        return switch (gen.between(1, 8)) {
            case 1, 2, 3 -> Packet.tcp(source, sourcePort, destination, port);
            case 4, 5 -> Packet.udp(source, sourcePort, destination, port);
            case 6 -> Packet.echoRequest(source, destination);
            case 7 -> Packet.ofProtocol(47, source, destination);
            default -> Packet.ofProtocol(132, source, destination);
        };
    }

    /** Packets at the edges of a box; none where all of its peers that are at an edge are members of a group left out. */
    public List<Packet> atEdgesOf(Box box, State state) {
        List<Packet> found = new ArrayList<>();
        for (IpAddress peer : peers(box, state)) {
            for (int i = 0; i < 3; i++) {
                IpAddress local = local(box, peer.family());
                boolean ingress = box.direction() == Direction.INGRESS;
                found.add(new Packet(
                        ingress ? peer : local,
                        ingress ? local : peer,
                        edge(box.protocols(), 255),
                        edge(box.sourcePorts(), 65_535),
                        edge(box.ports(), 65_535),
                        0,
                        null));
            }
        }
        return found;
    }

    private static List<IpAddress> peers(Box box, State state) {
        Set<IpAddress> candidates = new TreeSet<>();
        Stream.concat(box.peers().blocks().stream(), box.peers().also().stream())
                .forEach(range -> {
                    candidates.add(range.from());
                    candidates.add(range.to());
                });
        state.members().values().forEach(members -> {
            candidates.addAll(members.ipv4());
            candidates.addAll(members.ipv6());
        });
        return candidates.stream()
                .filter(address -> box.family() == null || box.family() == address.family())
                .filter(address -> box.peers().contain(address, state.owner(address)))
                .toList();
    }

    private IpAddress local(Box box, AddressFamily family) {
        if (box.local().isEmpty()) {
            return address(family);
        }
        AddressRange range = gen.pick(box.local());
        return gen.chance(50) ? range.from() : range.to();
    }

    private int edge(List<NumberRange> ranges, int last) {
        NumberRange range = ranges.isEmpty() ? new NumberRange(0, last) : gen.pick(ranges);
        return gen.chance(50) ? range.from() : range.to();
    }

    public IpAddress address(AddressFamily family) {
        if (gen.chance(75)) {
            return IpAddress.parse((family == AddressFamily.IPV4 ? "10.0.0." : "fd00::") + gen.between(0, 9));
        }
        return IpAddress.parse(gen.pick(family == AddressFamily.IPV4 ? OUTSIDE_IPV4 : OUTSIDE_IPV6));
    }
}
