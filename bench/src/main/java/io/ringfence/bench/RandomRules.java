package io.ringfence.bench;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.IdSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Rules as people write them: mostly one port of TCP for a network, some for another group, a few for a time. */
final class RandomRules {
    private static final List<String> FIRST_PORTS = List.of("22/22", "80/80", "443/443", "3389/3389");

    private final SplittableRandom random;
    private final IdSource ids;

    RandomRules(SplittableRandom random, IdSource ids) {
        this.random = random;
        this.ids = ids;
    }

    /** Some of the rules that every new group has. */
    List<Rule> ofNewGroup() {
        return FIRST_PORTS.stream()
                .map(ports ->
                        rule(Direction.INGRESS, 100, PortRange.parse(ports), new Peer.CidrPeer(Cidr.ANY_IPV4), null))
                .toList();
    }

    /** Any rule; one in seven names the group. */
    Rule any(SecurityGroupId group, Instant now) {
        int port = 1 + random.nextInt(65_535);
        return rule(
                random.nextInt(5) == 0 ? Direction.EGRESS : Direction.INGRESS,
                1 + random.nextInt(100),
                new PortRange(port, Math.min(65_535, port + random.nextInt(3))),
                random.nextInt(7) == 0 ? new Peer.GroupPeer(group) : new Peer.CidrPeer(network()),
                random.nextInt(20) == 0 ? now.plus(Duration.ofHours(1 + random.nextInt(48))) : null);
    }

    /** The same rule with another priority. */
    Rule changed(Rule before) {
        RuleSpec spec = before.spec();
        return new Rule(
                before.ruleId(),
                new RuleSpec(
                        spec.direction(),
                        spec.policy(),
                        1 + random.nextInt(100),
                        spec.protocol(),
                        spec.portRange(),
                        spec.peer(),
                        null,
                        null,
                        "changed",
                        spec.expiresAt()));
    }

    private Cidr network() {
        return Cidr.parse(new IpAddress(AddressFamily.IPV4, 0, 0x0a00_0000L + ((long) random.nextInt(1 << 16) << 8))
                + "/24");
    }

    private Rule rule(Direction direction, int priority, PortRange ports, Peer peer, @Nullable Instant expiresAt) {
        return new Rule(
                ids.rule(),
                new RuleSpec(
                        direction,
                        random.nextInt(6) == 0 ? RuleAction.DROP : RuleAction.ACCEPT,
                        priority,
                        Protocol.TCP,
                        ports,
                        peer,
                        null,
                        null,
                        "",
                        expiresAt));
    }
}
