package io.ringfence.packets;

import io.ringfence.events.value.InstanceId;
import io.ringfence.lab.Block;
import io.ringfence.lab.FirstPacket;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Machine.Role;
import io.ringfence.lab.RawProbe.Shot;
import io.ringfence.packets.Sample.Trait;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.verdict.Decision;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.testing.story.Gen;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws random packets between the machines of a lab until enough of every kind are there: two fifths accepted by a
 * rule or inner access, two fifths dropped by a rule, and of every {@link Trait} some. Each begins a connection that no
 * packet of this lab has begun before.
 */
final class RandomPackets {

    private static final int CANDIDATES = 40_000;
    private static final int OF_EACH_TRAIT = 5;

    private final List<Machine> machines;
    private final Map<Machine, InstanceId> instances;
    private final Set<Set<Object>> begun;

    /** @param begun the connections that earlier packets began; added to */
    RandomPackets(List<Machine> machines, Map<Machine, InstanceId> instances, Set<Set<Object>> begun) {
        this.machines = machines;
        this.instances = Map.copyOf(instances);
        this.begun = begun;
    }

    /** So many packets, judged by the law under the image. */
    List<Sample> draw(int count, PolicyImage image, Gen gen) {
        Map<Trait, Integer> room = new EnumMap<>(Map.of(
                Trait.ACCEPTED_BY_RULE_OR_INNER_ACCESS, count * 2 / 5,
                Trait.DROPPED_BY_RULE, count * 2 / 5,
                Trait.DECIDED_OTHERWISE, count - 2 * (count * 2 / 5)));
        List<Sample> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            candidates.add(judged(shot(gen), image));
        }
        Map<Trait, Integer> wanted = new EnumMap<>(Trait.class);
        for (Trait trait : Trait.values()) {
            wanted.put(trait, OF_EACH_TRAIT);
        }
        List<Sample> drawn = new ArrayList<>();
        for (Sample candidate : candidates) {
            if (candidate.traits().stream().anyMatch(trait -> wanted.getOrDefault(trait, 0) > 0)
                    && take(candidate, room, drawn)) {
                candidate.traits().forEach(trait -> wanted.merge(trait, -1, Integer::sum));
            }
        }
        candidates.forEach(candidate -> take(candidate, room, drawn));
        return drawn;
    }

    private boolean take(Sample candidate, Map<Trait, Integer> room, List<Sample> drawn) {
        for (Map.Entry<Trait, Integer> left : room.entrySet()) {
            if (candidate.traits().contains(left.getKey()) && left.getValue() > 0 && begins(candidate.shot())) {
                left.setValue(left.getValue() - 1);
                return drawn.add(candidate);
            }
        }
        return false;
    }

    /** Either direction belongs to the same connection, so the two ends are a set. */
    private boolean begins(Shot shot) {
        FirstPacket packet = shot.packet();
        if (packet.protocol() == FirstPacket.ICMP || packet.protocol() == FirstPacket.ICMPV6) {
            return true; // the probe gives each an identifier of its own
        }
        return begun.add(Set.of(
                packet.protocol(),
                List.of(packet.source(), packet.sourcePort()),
                List.of(packet.destination(), packet.destinationPort())));
    }

    private Sample judged(Shot shot, PolicyImage image) {
        Instant now = Instant.now();
        Packet packet = packet(shot);
        Decision decision = PolicyEvaluator.DEFAULT.judge(image, packet, now);
        Set<Trait> traits = Sample.traits(shot, decision);
        if (Mutants.TIES_REVERSED.judge(image, packet, now).verdict() != decision.verdict()) {
            traits.add(Trait.TIE);
        }
        if (Mutants.INNER_ACCESS_LAST.judge(image, packet, now).verdict() != decision.verdict()) {
            traits.add(Trait.INNER_ACCESS_AGAINST_A_RULE);
        }
        return new Sample(shot, packet, decision, traits);
    }

    private Packet packet(Shot shot) {
        FirstPacket first = shot.packet();
        InstanceId sender = instances.get(shot.from());
        return new Packet(
                Scribe.ip(first.source()),
                Scribe.ip(first.destination()),
                first.protocol(),
                first.sourcePort(),
                first.destinationPort(),
                first.icmpType(),
                sender);
    }

    private Shot shot(Gen gen) {
        Machine from = gen.pick(machines);
        Machine to = gen.pick(machines.stream()
                .filter(machine -> !machine.equals(from))
                .filter(machine -> machine.role() == Role.INSTANCE || from.role() == Role.INSTANCE)
                .toList());
        boolean ipv4 = gen.chance(50);
        Machine claimed = from.role() == Role.INSTANCE && gen.chance(3)
                ? gen.pick(machines.stream()
                        .filter(machine ->
                                !machine.equals(to) && !machine.name().equals(from.host()))
                        .toList())
                : from;
        return new Shot(from, first(address(claimed, ipv4, gen), address(to, ipv4, gen), gen), to);
    }

    private static InetAddress address(Machine machine, boolean ipv4, Gen gen) {
        if (machine.role() == Role.OUTSIDE) {
            Block block = gen.pick(machine.blocks().stream()
                    .filter(candidate -> isIpv4(candidate.network()) == ipv4)
                    .toList());
            return block.at(gen.between(1, 254));
        }
        return gen.pick(machine.addresses().stream()
                .filter(address -> isIpv4(address) == ipv4)
                .toList());
    }

    private static FirstPacket first(InetAddress source, InetAddress destination, Gen gen) {
        int port = gen.pick(RandomPolicy.PORTS);
        int sourcePort = gen.between(1024, 65_535);
        return switch (gen.between(0, 9)) {
            case 0, 1, 2, 3 -> FirstPacket.tcpSyn(source, sourcePort, destination, port);
            case 4, 5 -> FirstPacket.udp(source, sourcePort, destination, port);
            case 6, 7 -> icmp(source, destination, gen);
            case 8 -> FirstPacket.other(source, destination, FirstPacket.GRE);
            default -> FirstPacket.other(source, destination, FirstPacket.EXPERIMENTAL);
        };
    }

    /** Mostly echo requests, and also timestamp, information and mask requests, and replies nobody asked for. */
    private static FirstPacket icmp(InetAddress source, InetAddress destination, Gen gen) {
        if (gen.chance(70)) {
            return FirstPacket.echo(source, destination);
        }
        return isIpv4(source)
                ? FirstPacket.icmp(source, destination, FirstPacket.ICMP, gen.pick(List.of(13, 15, 17, 0, 14)))
                : FirstPacket.icmp(source, destination, FirstPacket.ICMPV6, 129);
    }

    private static boolean isIpv4(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
