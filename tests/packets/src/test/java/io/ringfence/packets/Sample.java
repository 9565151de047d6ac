package io.ringfence.packets;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.lab.FirstPacket;
import io.ringfence.lab.Machine.Role;
import io.ringfence.lab.RawProbe.Shot;
import io.ringfence.policy.verdict.Decision;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.Reason;
import io.ringfence.policy.verdict.Side;
import io.ringfence.policy.verdict.Verdict;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A packet to fire, what the oracle says of it, and what makes it worth firing.
 *
 * @param packet the same packet as the oracle sees it
 */
record Sample(Shot shot, Packet packet, Decision decision, Set<Trait> traits) {

    /** What a run must have met; the first three exclude each other. */
    enum Trait {
        ACCEPTED_BY_RULE_OR_INNER_ACCESS,
        DROPPED_BY_RULE,
        DECIDED_OTHERWISE,
        TCP,
        UDP,
        ICMP,
        ICMPV6,
        GRE,
        OTHER_PROTOCOL,
        RULE_FOR_ALL_PROTOCOLS,
        PEER_IPV4_BLOCK,
        PEER_IPV6_BLOCK,
        PEER_GROUP,
        PEER_LIST,
        FIVE_TUPLE_RULE,
        TIE,
        INNER_ACCESS_AGAINST_A_RULE,
        INNER_ACCESS,
        FORGED_SOURCE,
        NO_BEGINNING_OF_A_CONNECTION,
        FROM_HOST,
        TO_HOST,
        FROM_OUTSIDE,
        TO_OUTSIDE,
        BOTH_ON_ONE_HOST
    }

    /** The traits that follow from the packet and its decision; those that need a second opinion are added. */
    static Set<Trait> traits(Shot shot, Decision decision) {
        Set<Trait> traits = EnumSet.of(outcome(decision), protocol(shot.packet()));
        sides(decision).forEach(side -> traits.addAll(traits(side)));
        if (shot.from().role() == Role.HOST) {
            traits.add(Trait.FROM_HOST);
        }
        if (shot.to().role() == Role.HOST) {
            traits.add(Trait.TO_HOST);
        }
        if (shot.from().role() == Role.OUTSIDE) {
            traits.add(Trait.FROM_OUTSIDE);
        }
        if (shot.to().role() == Role.OUTSIDE) {
            traits.add(Trait.TO_OUTSIDE);
        }
        if (shot.from().role() == Role.INSTANCE
                && shot.to().role() == Role.INSTANCE
                && shot.from().host().equals(shot.to().host())) {
            traits.add(Trait.BOTH_ON_ONE_HOST);
        }
        return traits;
    }

    private static Stream<Side> sides(Decision decision) {
        return Stream.of(decision.egress(), decision.ingress());
    }

    private static Trait outcome(Decision decision) {
        boolean accepted = decision.verdict() == Verdict.ACCEPT;
        boolean byRule = sides(decision)
                .filter(side -> accepted || side.verdict() == Verdict.DROP)
                .anyMatch(side -> side.reason() == Reason.RULE || side.reason() == Reason.INNER_ACCESS);
        if (!byRule) {
            return Trait.DECIDED_OTHERWISE;
        }
        return accepted ? Trait.ACCEPTED_BY_RULE_OR_INNER_ACCESS : Trait.DROPPED_BY_RULE;
    }

    private static Trait protocol(FirstPacket packet) {
        return switch (packet.protocol()) {
            case FirstPacket.TCP -> Trait.TCP;
            case FirstPacket.UDP -> Trait.UDP;
            case FirstPacket.ICMP -> Trait.ICMP;
            case FirstPacket.ICMPV6 -> Trait.ICMPV6;
            case FirstPacket.GRE -> Trait.GRE;
            default -> Trait.OTHER_PROTOCOL;
        };
    }

    private static Set<Trait> traits(Side side) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        switch (side.reason()) {
            case INNER_ACCESS -> traits.add(Trait.INNER_ACCESS);
            case SPOOFED -> traits.add(Trait.FORGED_SOURCE);
            case NOT_A_CONNECTION_START -> traits.add(Trait.NO_BEGINNING_OF_A_CONNECTION);
            case RULE, DEFAULT, NOT_GUARDED, EXEMPT, MULTICAST, POLICY_UNKNOWN -> {}
        }
        Rule rule = side.rule();
        if (rule != null) {
            traits.addAll(traits(rule.spec()));
        }
        return traits;
    }

    private static Set<Trait> traits(RuleSpec rule) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if (rule.protocol() == Protocol.ALL) {
            traits.add(Trait.RULE_FOR_ALL_PROTOCOLS);
        }
        if (rule.sourcePortRange() != null || rule.localCidr() != null) {
            traits.add(Trait.FIVE_TUPLE_RULE);
        }
        traits.add(rule.peer().accept(PEER));
        return traits;
    }

    private static final Peer.Visitor<Trait> PEER = new Peer.Visitor<>() {
        @Override
        public Trait cidr(Cidr cidr) {
            return cidr.family() == AddressFamily.IPV4 ? Trait.PEER_IPV4_BLOCK : Trait.PEER_IPV6_BLOCK;
        }

        @Override
        public Trait group(SecurityGroupId group) {
            return Trait.PEER_GROUP;
        }

        @Override
        public Trait prefixList(PrefixListId list) {
            return Trait.PEER_LIST;
        }
    };
}
