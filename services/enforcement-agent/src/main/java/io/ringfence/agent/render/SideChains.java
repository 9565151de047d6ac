package io.ringfence.agent.render;

import io.ringfence.agent.render.Segments.Segment;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.policy.resolve.ResolvedRule;
import io.ringfence.policy.resolve.SidePolicy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of one direction. A few are asked one after the other. Of many a packet meets only those of its protocol and
 * port: it is looked up by protocol, then by destination port, and what is left to ask about its peer is in a chain that
 * all share who ask the same.
 */
final class SideChains {
    /** So many rules are asked as fast one by one as they are looked up. */
    private static final int FEW = 8;

    private static final List<Protocol> PROTOCOLS =
            List.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP, Protocol.ICMPV6, Protocol.GRE);

    private final Direction direction;
    private final SidePolicy side;
    private final String otherwise;
    private final ChainPool pool;

    private SideChains(Direction direction, SidePolicy side, ChainPool pool) {
        this.direction = direction;
        this.side = side;
        this.pool = pool;
        this.otherwise = switch (side.otherwise()) {
            case ACCEPT -> "return";
            case DROP -> "goto " + Names.DENY;
        };
    }

    /** The statements that judge the direction, of which the last one always decides. */
    static List<String> statements(Direction direction, SidePolicy side, ChainPool pool) {
        SideChains chains = new SideChains(direction, side, pool);
        return side.rules().size() <= FEW ? chains.oneByOne() : chains.lookedUp();
    }

    private List<String> oneByOne() {
        List<String> statements = new ArrayList<>();
        side.rules().forEach(rule -> statements.addAll(RuleLines.of(direction, rule)));
        statements.add(otherwise);
        return statements;
    }

    private List<String> lookedUp() {
        List<String> rest = peers(of(Protocol.ALL));
        String verdict = pool.verdict(rest);
        String elements = PROTOCOLS.stream()
                .map(protocol -> Map.entry(protocol, verdict(protocol)))
                .filter(entry -> !entry.getValue().equals(verdict))
                .map(entry -> entry.getKey().number() + " : " + entry.getValue())
                .collect(Collectors.joining(", "));
        return elements.isEmpty() ? List.of(verdict) : List.of("meta l4proto vmap { " + elements + " }", verdict);
    }

    /** The rules that may match packets of a protocol; those for every protocol are among them. */
    private List<ResolvedRule> of(Protocol protocol) {
        return side.rules().stream()
                .filter(rule -> rule.protocol() == protocol || rule.protocol() == Protocol.ALL)
                .toList();
    }

    private String verdict(Protocol protocol) {
        return pool.verdict(protocol.hasPorts() ? ports(protocol) : peers(of(protocol)));
    }

    private List<String> peers(List<ResolvedRule> rules) {
        return PeerStatements.of(direction, rules, otherwise, pool);
    }

    /** Ports that no rule names are what most are: they are not looked up, but what comes behind. */
    private List<String> ports(Protocol protocol) {
        List<ResolvedRule> rules = of(protocol);
        String unnamed = pool.verdict(peers(of(Protocol.ALL)));
        Segments<String> verdicts = new Segments<>(BigInteger.valueOf(PortRange.MAX_PORT));
        for (PortRange range : elementary(rules)) {
            List<ResolvedRule> here = rules.stream()
                    .filter(rule -> rule.portRange().contains(range.from()))
                    .toList();
            verdicts.claim(BigInteger.valueOf(range.from()), BigInteger.valueOf(range.to()), pool.verdict(peers(here)));
        }
        String elements = verdicts.all().stream()
                .filter(ports -> !ports.value().equals(unnamed))
                .map(ports -> Matches.ports(range(ports)) + " : " + ports.value())
                .collect(Collectors.joining(", "));
        return elements.isEmpty()
                ? List.of(unnamed)
                : List.of(protocol.text() + " dport vmap { " + elements + " }", unnamed);
    }

    private static PortRange range(Segment<String> ports) {
        return new PortRange(ports.from().intValueExact(), ports.to().intValueExact());
    }

    /** The named ports, cut wherever a rule begins or ends: all ports of a range meet the same rules. */
    private static List<PortRange> elementary(List<ResolvedRule> rules) {
        TreeSet<Integer> begins = new TreeSet<>();
        rules.stream()
                .map(ResolvedRule::portRange)
                .filter(range -> !range.isAll())
                .forEach(range -> {
                    begins.add(range.from());
                    begins.add(range.to() + 1);
                });
        List<PortRange> ranges = new ArrayList<>();
        Integer begin = null;
        for (Integer next : begins) {
            if (begin != null) {
                ranges.add(new PortRange(begin, next - 1));
            }
            begin = next;
        }
        return ranges;
    }
}
