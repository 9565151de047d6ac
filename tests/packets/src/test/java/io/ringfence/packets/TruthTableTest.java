package io.ringfence.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.IpAddress;
import io.ringfence.lab.Answer;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.Question.Transport;
import io.ringfence.lab.Responders;
import io.ringfence.lab.TruthTable;
import io.ringfence.lab.TruthTable.Pair;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every pair of machines asks each other over TCP, UDP and ICMP, both families, and the answers are as semantics.md,
 * section 4, says: written out by hand here, and the oracle must agree with the hand.
 *
 * <p>Rows ask, columns are asked, in the order a1 a2 b1 b2 c1 c2 d1 out h1 h2. {@code +} answered, {@code .} silence.
 * Positive controls are in every grid: machines outside always reach each other. d1 is on no list: it is closed.
 */
@ExtendWith(TwoHostsForAll.class)
class TruthTableTest {

    private static final List<String> NAMES = List.of("a1", "a2", "b1", "b2", "c1", "c2", "d1", "out", "h1", "h2");
    private static final List<Integer> PORTS = List.of(80, 81, 53);
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** Inner access before rules; a group as peer; an advanced group's egress; egress rules of a basic group. */
    private static final String TCP_80_IPV4 = """
            x + + + . . . . + +
            + x + + . . . . + +
            + + x . . . . + + +
            + + . x . . . + + +
            + + . . x . . . + +
            + + . . . x . . + +
            . . . . . . x . . .
            + + . . + + . x + +
            + + . . + + . + x +
            + + . . . . . + + x
            """;

    /** 0.0.0.0/0 says nothing about IPv6, 198.18.0.0/15 neither. */
    private static final String TCP_80_IPV6 = """
            x + + + . . . + + +
            + x + + . . . + + +
            + + x . . . . + + +
            + + . x . . . + + +
            + + . . x . . . + +
            + + . . . x . . + +
            . . . . . . x . . .
            + + . . . . . x + +
            + + . . . . . + x +
            + + . . . . . + + x
            """;

    /** A tie at a's priority 20 is a drop for 10.90.0.0/16; c lets everything from h1 in, but may ask nobody. */
    private static final String TCP_81_IPV4 = """
            x + + + . . . + + +
            + x + + . . . + + +
            . . x . . . . + + +
            . . . x . . . + + +
            . . . . x . . . . .
            . . . . . x . . . .
            . . . . . . x . . .
            + + . . . . . x + +
            . . . . + + . + x +
            . . . . . . . + + x
            """;

    private static final String TCP_81_IPV6 = """
            x + + + . . . + + +
            + x + + . . . + + +
            . . x . . . . + + +
            . . . x . . . + + +
            . . . . x . . . . .
            . . . . . x . . . .
            . . . . . . x . . .
            . . . . . . . x + +
            . . . . . . . + x +
            . . . . . . . + + x
            """;

    /** b2's IPv4 address is dropped at priority 5 before group b is accepted at 10. */
    private static final String UDP_53_IPV4 = """
            x + . . . . . + + +
            + x . . . . . + + +
            + + x . . . . + + +
            . . . x . . . + + +
            . . . . x . . + + +
            . . . . . x . + + +
            . . . . . . x . . .
            . . + + . . . x + +
            . . . . + + . + x +
            . . . . . . . + + x
            """;

    private static final String UDP_53_IPV6 = """
            x + . . . . . + + +
            + x . . . . . + + +
            + + x . . . . + + +
            + + . x . . . + + +
            . . . . x . . . . .
            . . . . . x . . . .
            . . . . . . x . . .
            . . + + . . . x + +
            . . . . . . . + x +
            . . . . . . . + + x
            """;

    /** b has no inner access, but its rule lets any IPv4 address ping it, members too. */
    private static final String ICMP = """
            x + + + . . . + + +
            + x + + . . . + + +
            . . x + . . . + + +
            . . + x . . . + + +
            . . . . x . . . . .
            . . . . . x . . . .
            . . . . . . x . . .
            . . + + . . . x + +
            . . + + + + . + x +
            . . + + . . . + + x
            """;

    /** icmpv6 with group a as its peer means a's IPv6 addresses. */
    private static final String ICMPV6 = """
            x + + + . . . + + +
            + x + + . . . + + +
            . . x . . . . + + +
            . . . x . . . + + +
            . . . . x . . . . .
            . . . . . x . . . .
            . . . . . . x . . .
            . . . . . . . x + +
            . . . . . . . + x +
            . . . . . . . + + x
            """;

    @Test
    void everyPairOfMachinesReachesEachOtherExactlyWhereTheLawSaysSo(TwoHosts hosts) {
        ThreeGroups.on(hosts);
        List<Kind> kinds = List.of(
                Kind.of(Transport.TCP, 80, true, TCP_80_IPV4),
                Kind.of(Transport.TCP, 80, false, TCP_80_IPV6),
                Kind.of(Transport.TCP, 81, true, TCP_81_IPV4),
                Kind.of(Transport.TCP, 81, false, TCP_81_IPV6),
                Kind.of(Transport.UDP, 53, true, UDP_53_IPV4),
                Kind.of(Transport.UDP, 53, false, UDP_53_IPV6),
                Kind.of(Transport.ICMP, 0, true, ICMP),
                Kind.of(Transport.ICMP, 0, false, ICMPV6));
        List<Probe> probes = kinds.stream()
                .flatMap(kind -> kind.table().pairs().stream().map(pair -> kind.probe(hosts, pair)))
                .toList();

        List<Answer> answers = ask(hosts, probes);

        List<String> differences = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            differences.addAll(differences(hosts, probes.get(i), answers.get(i)));
        }
        for (Kind kind : kinds) {
            differences.addAll(kind.table().differences());
        }
        kinds.forEach(kind -> System.out.println(kind.table()));
        assertThat(differences).isEmpty();
    }

    private static List<Answer> ask(TwoHosts hosts, List<Probe> probes) {
        List<Machine> machines = NAMES.stream().map(hosts::machine).toList();
        Responders responders = Responders.start(hosts.lab(), machines, PORTS);
        try {
            return new Prober(hosts.lab(), SILENCE)
                    .ask(probes.stream().map(Probe::question).toList());
        } finally {
            responders.close();
        }
    }

    private static List<String> differences(TwoHosts hosts, Probe probe, Answer answer) {
        Kind kind = probe.kind();
        kind.table().saw(probe.pair(), answer == Answer.ANSWERED);
        List<String> differences = new ArrayList<>();
        if (answer == Answer.REFUSED) {
            differences.add(probe.question() + " was refused, but a drop is silent");
        }
        if (kind.oracle(hosts, probe.question())
                != kind.passes(probe.pair().from(), probe.pair().to())) {
            differences.add(probe.question() + ": the oracle and the hand disagree");
        }
        return differences;
    }

    private record Probe(Kind kind, Pair pair, Question question) {}

    /** One grid: what is asked between all pairs, and the answers by hand. */
    private record Kind(Transport transport, int port, boolean ipv4, String grid, TruthTable table) {

        static Kind of(Transport transport, int port, boolean ipv4, String grid) {
            String title = transport + " " + port + (ipv4 ? " over IPv4" : " over IPv6");
            TruthTable table = new TruthTable(title, NAMES).expect((from, to) -> passes(grid, from, to));
            return new Kind(transport, port, ipv4, grid, table);
        }

        Probe probe(TwoHosts hosts, Pair pair) {
            return new Probe(this, pair, question(hosts.machine(pair.from()), hosts.machine(pair.to())));
        }

        boolean passes(String from, String to) {
            return passes(grid, from, to);
        }

        private static boolean passes(String grid, String from, String to) {
            String row = grid.lines().toList().get(NAMES.indexOf(from)).replace(" ", "");
            return row.charAt(NAMES.indexOf(to)) == '+';
        }

        private Question question(Machine from, Machine to) {
            InetAddress address = ipv4 ? to.ipv4() : to.ipv6();
            return switch (transport) {
                case TCP -> Question.tcp(from, address, port);
                case UDP -> Question.udp(from, address, port);
                case ICMP -> Question.ping(from, address);
            };
        }

        /** d1 is no instance, so the oracle knows nothing of it; a guarded interface without an instance is closed. */
        boolean oracle(TwoHosts hosts, Question question) {
            Machine closed = hosts.machine("d1");
            if (question.from().equals(closed) || closed.addresses().contains(question.to())) {
                return false;
            }
            IpAddress source = Scribe.ip(question.source());
            IpAddress destination = Scribe.ip(question.to());
            Packet packet = switch (transport) {
                case TCP -> Packet.tcp(source, 40_000, destination, port);
                case UDP -> Packet.udp(source, 40_000, destination, port);
                case ICMP -> Packet.echoRequest(source, destination);
            };
            return PolicyEvaluator.DEFAULT
                            .judge(hosts.scribe().image(), packet, Instant.now())
                            .verdict()
                    == Verdict.ACCEPT;
        }
    }
}
