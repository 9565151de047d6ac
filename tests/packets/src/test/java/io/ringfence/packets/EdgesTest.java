package io.ringfence.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.lab.FirstPacket;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.RawProbe;
import io.ringfence.lab.RawProbe.Shot;
import io.ringfence.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands at the edges of the law: forged sources, DHCP, neighbour discovery, five-tuple rules, and changes. */
@ExtendWith(TwoHostsForAll.class)
class EdgesTest {

    /** Ports below those that the kernel or a probe would choose, so that each datagram begins a flow. */
    private static final AtomicInteger FRESH_PORT = new AtomicInteger(2000);

    private static final String EVERYTHING = """
            ingress accept 1 all -1/-1 0.0.0.0/0
            ingress accept 1 all -1/-1 ::/0
            egress  accept 1 all -1/-1 0.0.0.0/0
            egress  accept 1 all -1/-1 ::/0
            """;

    @Test
    void anInstanceSendsFromItsOwnAddressesOnly(TwoHosts hosts) {
        SecurityGroupId open = group(hosts, SecurityGroupType.ADVANCED, EVERYTHING);
        Machine sender = placed(hosts, "d1", open);
        Machine member = placed(hosts, "a2", open);
        hosts.awaitEnforced();
        Machine outside = hosts.machine("out");

        for (InetAddress own : sender.addresses()) {
            assertThat(udp(hosts, sender, own, outside)).as("own %s", own).isTrue();
        }
        for (Machine forged : List.of(member, hosts.machine("b1"), hosts.machine("h2"), outside)) {
            for (InetAddress source : List.of(forged.ipv4(), forged.ipv6())) {
                assertThat(udp(hosts, sender, source, member))
                        .as("%s, which is %s's", source, forged.name())
                        .isFalse();
            }
        }
    }

    @Test
    void dhcpPassesWhereNothingElseDoes(TwoHosts hosts) throws IOException {
        Machine closed = placed(hosts, "a1", group(hosts, SecurityGroupType.ADVANCED, ""));
        hosts.awaitEnforced();
        Machine host = hosts.machine("h1");
        InetAddress none = InetAddress.getByAddress(new byte[4]);
        InetAddress everybody = InetAddress.getByAddress(new byte[] {-1, -1, -1, -1});
        InetAddress linkLocal =
                InetAddress.getByAddress(new byte[] {-2, -128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

        // Before the others: an answer to an accepted packet would pass as part of its flow.
        assertThat(fire(
                        hosts,
                        new Shot(closed, FirstPacket.udp(none, 68, everybody, 53), host),
                        new Shot(closed, FirstPacket.udp(linkLocal, 546, host.ipv6(), 53), host),
                        new Shot(closed, FirstPacket.udp(closed.ipv4(), 68, host.ipv4(), 67), host),
                        new Shot(host, FirstPacket.udp(host.ipv4(), 67, closed.ipv4(), 69), closed)))
                .containsExactly(false, false, false, false);
        assertThat(fire(
                        hosts,
                        new Shot(closed, FirstPacket.udp(none, 68, everybody, 67), host),
                        new Shot(closed, FirstPacket.udp(linkLocal, 546, host.ipv6(), 547), host),
                        new Shot(host, FirstPacket.udp(host.ipv4(), 67, closed.ipv4(), 68), closed)))
                .containsExactly(true, true, true);
    }

    @Test
    void anInstanceThatMayNotSpeakStillFindsItsNeighbour(TwoHosts hosts) throws IOException, InterruptedException {
        Machine closed = placed(hosts, "c1", group(hosts, SecurityGroupType.ADVANCED, ""));
        hosts.awaitEnforced();
        Machine host = hosts.machine("h1");
        String gateway = host.ipv6().getHostAddress();
        ip("-n", closed.namespace(), "neigh", "flush", "dev", "eth0");

        new Prober(hosts.lab(), Duration.ofSeconds(1)).ask(Question.ping(closed, host.ipv6()));

        assertThat(ip("-n", closed.namespace(), "-6", "neigh", "show", gateway)).contains("lladdr");
    }

    @Test
    void aFiveTupleRuleAsksForTheSourcePortAndTheLocalAddressToo(TwoHosts hosts) {
        Machine receiver = hosts.machine("d2");
        InetAddress first = receiver.addresses().get(0);
        InetAddress second = receiver.addresses().get(2);
        placed(
                hosts,
                "d2",
                group(
                        hosts,
                        SecurityGroupType.BASIC,
                        "ingress accept 1 tcp 80/80 0.0.0.0/0 sport=1000/1999 local=" + first.getHostAddress()));
        hosts.awaitEnforced();
        Machine outside = hosts.machine("out");
        InetAddress source = outside.ipv4();

        assertThat(fire(
                        hosts,
                        new Shot(outside, FirstPacket.tcpSyn(source, 1000, first, 80), receiver),
                        new Shot(outside, FirstPacket.tcpSyn(source, 1999, first, 80), receiver),
                        new Shot(outside, FirstPacket.tcpSyn(source, 2000, first, 80), receiver),
                        new Shot(outside, FirstPacket.tcpSyn(source, 1000, second, 80), receiver),
                        new Shot(outside, FirstPacket.tcpSyn(source, 1001, first, 81), receiver)))
                .containsExactly(true, true, false, false, false);
    }

    @Test
    void aRuleOpensWhenItIsAuthorizedAndClosesWhenItIsRevoked(TwoHosts hosts) {
        SecurityGroupId group = group(hosts, SecurityGroupType.BASIC, "");
        Machine receiver = placed(hosts, "b2", group);
        hosts.awaitEnforced();
        Machine outside = hosts.machine("out");
        assertThat(udp(hosts, outside, outside.ipv4(), receiver)).isFalse();

        List<Rule> rules = hosts.scribe().authorize(group, Scribe.rules("ingress accept 1 udp 99/99 0.0.0.0/0"));
        hosts.awaitEnforced();
        assertThat(udp(hosts, outside, outside.ipv4(), receiver)).isTrue();

        hosts.scribe().revoke(group, rules);
        hosts.awaitEnforced();
        assertThat(udp(hosts, outside, outside.ipv4(), receiver)).isFalse();
    }

    @Test
    void packetsFromAnEntryAreDroppedOnceItIsRemovedFromItsList(TwoHosts hosts) {
        Machine outside = hosts.machine("out");
        Machine neighbour = hosts.machine("h2");
        PrefixListId list = Scribe.newListId();
        Cidr removed = block(outside);
        Cidr kept = block(neighbour);
        hosts.scribe().prefixList(list, AddressFamily.IPV4, List.of(removed, kept));
        SecurityGroupId group = group(hosts, SecurityGroupType.BASIC, "ingress accept 1 udp 99/99 " + list);
        Machine receiver = placed(hosts, "b2", group);
        hosts.awaitEnforced();
        assertThat(udp(hosts, outside, outside.ipv4(), receiver)).isTrue();
        assertThat(udp(hosts, neighbour, neighbour.ipv4(), receiver)).isTrue();

        hosts.scribe().entries(list, List.of(kept));
        hosts.awaitEnforced();

        assertThat(udp(hosts, outside, outside.ipv4(), receiver)).isFalse();
        assertThat(udp(hosts, neighbour, neighbour.ipv4(), receiver)).isTrue();
    }

    private static Cidr block(Machine machine) {
        return Cidr.parse(machine.ipv4().getHostAddress());
    }

    /** Hosts expire rules by their own clock: no event comes here. */
    @Test
    void aRuleEndsWithinASecondOfItsDeadlineWhateverItsAction(TwoHosts hosts) {
        Instant deadline = Instant.now().plusSeconds(4);
        Machine outside = hosts.machine("out");
        SecurityGroupId opening = group(hosts, SecurityGroupType.BASIC, "");
        SecurityGroupId closing = group(hosts, SecurityGroupType.BASIC, "ingress accept 2 udp 99/99 0.0.0.0/0");
        authorizeUntil(hosts, opening, deadline, "ingress accept 1 udp 99/99 0.0.0.0/0");
        authorizeUntil(hosts, closing, deadline, "ingress drop 1 udp 99/99 0.0.0.0/0");
        Machine opened = placed(hosts, "b2", opening);
        Machine closed = placed(hosts, "b1", closing);
        hosts.awaitEnforced();
        assertThat(udp(hosts, outside, outside.ipv4(), opened)).isTrue();
        assertThat(udp(hosts, outside, outside.ipv4(), closed)).isFalse();
        assertThat(Instant.now()).as("the rules were seen in force").isBefore(deadline);

        Waiting.until(
                Duration.ofSeconds(10),
                "a second has passed since the deadline",
                () -> Instant.now().isAfter(deadline.plusSeconds(1)));

        assertThat(udp(hosts, outside, outside.ipv4(), opened)).isFalse();
        assertThat(udp(hosts, outside, outside.ipv4(), closed)).isTrue();
    }

    private static void authorizeUntil(TwoHosts hosts, SecurityGroupId group, Instant deadline, String rule) {
        List<RuleSpec> specs =
                Scribe.rules(rule).stream().map(spec -> until(spec, deadline)).toList();
        hosts.scribe().authorize(group, specs);
    }

    private static RuleSpec until(RuleSpec spec, Instant deadline) {
        return new RuleSpec(
                spec.direction(),
                spec.policy(),
                spec.priority(),
                spec.protocol(),
                spec.portRange(),
                spec.peer(),
                spec.sourcePortRange(),
                spec.localCidr(),
                spec.description(),
                deadline);
    }

    @Test
    void whoJoinsAGroupIsWhatItsNameMeansAtOnceAndOnEveryHost(TwoHosts hosts) {
        SecurityGroupId clients = group(hosts, SecurityGroupType.BASIC, "");
        SecurityGroupId servers = Scribe.newGroupId();
        hosts.scribe()
                .group(
                        servers,
                        SecurityGroupType.BASIC,
                        InnerAccessPolicy.ACCEPT,
                        Scribe.rules("ingress accept 1 udp 99/99 " + clients));
        Machine server = placed(hosts, "b2", servers);
        Machine member = placed(hosts, "a2", clients);
        hosts.awaitEnforced();
        assertThat(udp(hosts, member, member.ipv6(), server)).isTrue();

        Machine joining = placed(hosts, "a1", clients);
        hosts.awaitEnforced();

        assertThat(udp(hosts, joining, joining.ipv4(), server)).isTrue();
        assertThat(udp(hosts, joining, joining.ipv6(), server)).isTrue();
    }

    private static SecurityGroupId group(TwoHosts hosts, SecurityGroupType type, String rules) {
        SecurityGroupId id = Scribe.newGroupId();
        InnerAccessPolicy inner = type == SecurityGroupType.BASIC ? InnerAccessPolicy.ACCEPT : InnerAccessPolicy.DROP;
        hosts.scribe().group(id, type, inner, Scribe.rules(rules));
        return id;
    }

    private static Machine placed(TwoHosts hosts, String name, SecurityGroupId group) {
        Machine machine = hosts.machine(name);
        hosts.scribe().register(machine, hosts.hostOf(machine), group);
        return machine;
    }

    /** Whether a datagram to port 99, the first of its flow, arrives at the first address of the source's family. */
    private static boolean udp(TwoHosts hosts, Machine from, InetAddress source, Machine to) {
        int freshPort = FRESH_PORT.incrementAndGet();
        return fire(hosts, new Shot(from, FirstPacket.udp(source, freshPort, to.sameFamilyAs(source), 99), to))
                .get(0);
    }

    private static List<Boolean> fire(TwoHosts hosts, Shot... shots) {
        try (RawProbe probe = new RawProbe(hosts.lab())) {
            return probe.fire(List.of(shots));
        }
    }

    private static String ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
