package io.ringfence.agent.render;

import io.ringfence.agent.table.CounterNames;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.resolve.ResolvedPeer;
import io.ringfence.policy.resolve.ResolvedRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One rule as nft statements: one for each block of addresses (those of a prefix list may overlap, as no nft set may),
 * or one for each family of a group's members. The port is asked before the address, which is the cheaper order.
 */
final class RuleLines {

    private RuleLines() {}

    static List<String> of(Direction direction, ResolvedRule rule) {
        return peers(direction, rule)
                .map(peer -> statement(direction, rule, peer))
                .toList();
    }

    private static String statement(Direction direction, ResolvedRule rule, String peer) {
        PortRange sourcePorts = rule.sourcePortRange();
        Cidr local = rule.localCidr();
        return Statement.of(
                Matches.protocol(rule.protocol(), rule.portRange()),
                sourcePorts == null ? "" : Matches.sourcePorts(rule.protocol(), sourcePorts),
                peer,
                local == null ? "" : Matches.local(direction, local),
                Matches.before(rule.expiresAt()),
                verdict(rule));
    }

    /** What a rule says about a packet that it matches: it counts it, and decides. */
    static String verdict(ResolvedRule rule) {
        String decision = rule.action() == RuleAction.ACCEPT ? "return" : "goto " + Names.DENY;
        return counting(CounterNames.of(rule.ruleId())) + " " + decision;
    }

    static String counting(String counter) {
        return "counter name \"" + counter + "\"";
    }

    private static Stream<String> peers(Direction direction, ResolvedRule rule) {
        return rule.peer().accept(new ResolvedPeer.Visitor<Stream<String>>() {
            @Override
            public Stream<String> blocks(List<Cidr> cidrs) {
                return cidrs.stream()
                        .filter(cidr -> rule.speaks(cidr.family()))
                        .map(cidr -> Matches.peer(direction, cidr));
            }

            @Override
            public Stream<String> membersOf(SecurityGroupId group) {
                return Arrays.stream(AddressFamily.values())
                        .filter(rule::speaks)
                        .map(family -> Matches.peer(direction, family, Names.members(group, family)));
            }
        });
    }
}
