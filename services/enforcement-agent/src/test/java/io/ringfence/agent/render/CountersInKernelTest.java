package io.ringfence.agent.render;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static io.ringfence.agent.Facts.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.agent.Facts;
import io.ringfence.agent.apply.Dataplane;
import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.table.CounterNames;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.agent.table.Table;
import io.ringfence.agent.table.TableChange;
import io.ringfence.agent.usage.Count;
import io.ringfence.agent.usage.CounterReader;
import io.ringfence.agent.usage.NetlinkCounterReader;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.lab.FirstPacket;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.RawProbe;
import io.ringfence.policy.verdict.Exemptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packets are counted by the rule that decides them, few rules or many, and changes of other rules lose none. */
class CountersInKernelTest {

    private static final int PORT = 53;

    private final LabPlan plan =
            LabPlan.ofThisProcess("counters").host("h1").instance("web", "h1").outside("laptop", "h1");
    private final Machine web = plan.machine("web");
    private final Machine laptop = plan.machine("laptop");
    private final TableRenderer renderer = new TableRenderer(
            new TableSettings(List.of(new GuardedPattern("sg*")), Exemptions.DEFAULT, MarkMask.DEFAULT));

    private final Rule asked = accept(
            1,
            Direction.INGRESS,
            Protocol.UDP,
            PORT + "/" + PORT,
            cidr(laptop.ipv4().getHostAddress() + "/32"));
    private final Rule ping = accept(2, Direction.INGRESS, Protocol.ICMP, "-1/-1", cidr("0.0.0.0/0"));
    private final Rule noGre =
            rule(3, Direction.INGRESS, RuleAction.DROP, 1, Protocol.GRE, "-1/-1", cidr("0.0.0.0/0"), null, null, null);
    private final Rule idle = accept(4, Direction.INGRESS, Protocol.UDP, PORT + "/" + PORT, cidr("192.0.2.0/24"));

    private int sourcePort = 2_000;

    @TempDir
    Path state;

    @Test
    void fewRules() {
        countsThroughChanges(List.of());
    }

    @Test
    void manyRules() {
        countsThroughChanges(IntStream.range(100, 130)
                .mapToObj(number -> accept(
                        number,
                        Direction.INGRESS,
                        Protocol.UDP,
                        PORT + "/" + number,
                        cidr("198.51." + number + ".0/24")))
                .toList());
    }

    private void countsThroughChanges(List<Rule> others) {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        try (NetnsLab lab = NetnsLab.build(plan);
                KernelTable kernel = Dataplane.LIBRARY.open(lab.inside(plan.machine("h1")), state);
                CounterReader counters = new NetlinkCounterReader(lab.inside(plan.machine("h1")));
                RawProbe probe = new RawProbe(lab)) {
            Table table = table(others, idle);
            kernel.load(table, Epoch.ANY);
            assertThat(probe.fire(
                            List.of(udp(), udp(), udp(), shot(FirstPacket.echo(laptop.ipv4(), web.ipv4())), gre())))
                    .containsExactly(true, true, true, true, false);
            Map<String, Count> counts = counters.read();
            assertThat(packets(counts, asked, ping, noGre, idle)).containsExactly(3L, 1L, 1L, 0L);
            assertThat(count(counts, name(asked)).bytes()).isGreaterThanOrEqualTo(3 * 28);
            assertThat(count(counts, CounterNames.DENIED).packets()).isEqualTo(1);

            Rule added = accept(5, Direction.INGRESS, Protocol.UDP, PORT + "/" + PORT, cidr("203.0.113.0/24"));
            Table changed = table(others, added);
            kernel.change(TableChange.between(table, changed, Set.of()), new Epoch(MarkMask.DEFAULT, 2));
            probe.fire(List.of(udp()));
            counts = counters.read();
            assertThat(packets(counts, asked, ping, noGre, added)).containsExactly(4L, 1L, 1L, 0L);
            assertThat(counts).doesNotContainKey(name(idle));

            kernel.load(table, Epoch.ANY);
            counts = counters.read();
            assertThat(packets(counts, asked, ping, noGre, idle)).containsExactly(4L, 1L, 1L, 0L);
            assertThat(counts).doesNotContainKey(name(added));
        }
    }

    private Table table(List<Rule> others, Rule another) {
        List<Rule> rules = new ArrayList<>(others);
        rules.addAll(List.of(asked, ping, noGre, another));
        Facts facts = new Facts();
        return renderer.render(
                SamplePolicy.resolve(List.of(
                        facts.group(WEB),
                        facts.rules(WEB, rules.toArray(Rule[]::new)),
                        facts.instance(
                                "eci-web",
                                WEB,
                                HERE,
                                web.hostInterface(),
                                web.ipv4().getHostAddress()))),
                Withheld.NOTHING);
    }

    private RawProbe.Shot udp() {
        return shot(FirstPacket.udp(laptop.ipv4(), sourcePort++, web.ipv4(), PORT));
    }

    private RawProbe.Shot gre() {
        return shot(FirstPacket.other(laptop.ipv4(), web.ipv4(), FirstPacket.GRE));
    }

    private RawProbe.Shot shot(FirstPacket packet) {
        return new RawProbe.Shot(laptop, packet, web);
    }

    private static Stream<Long> packets(Map<String, Count> counts, Rule... rules) {
        return Stream.of(rules).map(rule -> count(counts, name(rule)).packets());
    }

    private static Count count(Map<String, Count> counts, String name) {
        return Objects.requireNonNull(counts.get(name), name);
    }

    private static String name(Rule rule) {
        return CounterNames.of(rule.ruleId());
    }
}
