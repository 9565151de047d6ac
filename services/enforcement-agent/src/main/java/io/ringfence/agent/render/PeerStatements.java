package io.ringfence.agent.render;

import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.resolve.ResolvedPeer;
import io.ringfence.policy.resolve.ResolvedRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is left to ask of a packet once its protocol and its destination port are known: the rules that match them, in
 * their order, as statements about the peer. Neighbouring rules about blocks of addresses become one map of disjoint
 * ranges for each family; members of a group, source ports, local blocks and deadlines are asked one rule after the other.
 */
final class PeerStatements {
    /** So many ranges are asked one by one; more are looked up. */
    private static final int FEW = 2;

    private final Direction direction;
    private final ChainPool pool;
    private final List<String> statements = new ArrayList<>();
    private final Map<AddressFamily, Segments<ResolvedRule>> open = new EnumMap<>(AddressFamily.class);

    private PeerStatements(Direction direction, ChainPool pool) {
        this.direction = direction;
        this.pool = pool;
        for (AddressFamily family : AddressFamily.values()) {
            open.put(family, segments(family));
        }
    }

    /**
     * The statements, of which the last is the verdict on whom no rule decides.
     *
     * @param pool takes the chains that maps go to
     */
    static List<String> of(Direction direction, List<ResolvedRule> rules, String otherwise, ChainPool pool) {
        PeerStatements made = new PeerStatements(direction, pool);
        rules.forEach(made::add);
        for (AddressFamily family : AddressFamily.values()) {
            made.write(family);
        }
        made.statements.add(otherwise);
        return made.statements;
    }

    private static Segments<ResolvedRule> segments(AddressFamily family) {
        return new Segments<>(AddressRange.last(family));
    }

    private void add(ResolvedRule rule) {
        // A family of which all is decided is open no more.
        for (AddressFamily family : List.copyOf(open.keySet())) {
            if (rule.speaks(family)) {
                add(family, rule);
            }
        }
    }

    private void add(AddressFamily family, ResolvedRule rule) {
        rule.peer().accept(new ResolvedPeer.Visitor<Boolean>() {
            @Override
            public Boolean blocks(List<Cidr> cidrs) {
                List<Cidr> ofFamily =
                        cidrs.stream().filter(cidr -> cidr.family() == family).toList();
                if (rule.sourcePortRange() == null && rule.localCidr() == null && rule.expiresAt() == null) {
                    claim(family, ofFamily, rule);
                } else {
                    ofFamily.forEach(cidr -> ask(family, rule, Matches.peer(direction, cidr)));
                }
                return true;
            }

            @Override
            public Boolean membersOf(SecurityGroupId group) {
                ask(family, rule, Matches.peer(direction, family, Names.members(group, family)));
                return true;
            }
        });
    }

    private void claim(AddressFamily family, List<Cidr> blocks, ResolvedRule rule) {
        Segments<ResolvedRule> segments = open.computeIfAbsent(family, PeerStatements::segments);
        for (Cidr block : blocks) {
            AddressRange range = AddressRange.of(block);
            segments.claim(range.from(), range.to(), rule);
        }
        if (segments.isComplete()) {
            write(family);
            open.remove(family);
        }
    }

    private void ask(AddressFamily family, ResolvedRule rule, String peer) {
        write(family);
        PortRange sourcePorts = rule.sourcePortRange();
        Cidr local = rule.localCidr();
        statements.add(Statement.of(
                sourcePorts == null ? "" : Matches.sourcePorts(rule.protocol(), sourcePorts),
                peer,
                local == null ? "" : Matches.local(direction, local),
                Matches.before(rule.expiresAt()),
                RuleLines.verdict(rule)));
    }

    /** Writes what the family has claimed since it was written last. */
    private void write(AddressFamily family) {
        Segments<ResolvedRule> segments = open.get(family);
        if (segments == null || segments.isEmpty()) {
            return;
        }
        Map<AddressRange, ResolvedRule> deciding = new LinkedHashMap<>();
        segments.all()
                .forEach(segment ->
                        deciding.put(new AddressRange(family, segment.from(), segment.to()), segment.value()));
        if (deciding.size() <= FEW) {
            deciding.forEach(
                    (range, rule) -> statements.add(Matches.peer(direction, range) + " " + RuleLines.verdict(rule)));
        } else {
            String elements = deciding.entrySet().stream()
                    .map(entry -> entry.getKey().text() + " : " + pool.hit(entry.getValue()))
                    .collect(Collectors.joining(", "));
            statements.add(Matches.peerMap(direction, family, elements));
        }
        open.put(family, segments(family));
    }
}
