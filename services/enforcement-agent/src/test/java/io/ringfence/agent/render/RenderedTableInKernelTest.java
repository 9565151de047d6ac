package io.ringfence.agent.render;

import static io.ringfence.agent.Facts.APP;
import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.agent.TestNamespace;
import io.ringfence.agent.apply.Dataplane;
import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.table.Epoch;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.agent.table.Table;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.testing.Seeds;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel takes whatever the renderer writes. */
class RenderedTableInKernelTest {

    private static final int POLICIES = 40;
    private static final int RULES = 40;
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());

    @TempDir
    Path state;

    private final TableRenderer renderer = new TableRenderer(
            new TableSettings(List.of(new GuardedPattern("sg*")), Exemptions.DEFAULT, MarkMask.DEFAULT));

    @Test
    void theGoldenTableLoadsAndNothingOfItIsLost() {
        try (TestNamespace namespace = new TestNamespace();
                KernelTable table = Dataplane.LIBRARY.open(namespace.thread(), state)) {
            table.load(renderer.render(SamplePolicy.resolved(), Withheld.NOTHING), Epoch.ANY);
            assertThat(table.read().orElseThrow())
                    .contains(
                            "tcp dport 8000-8999 ip saddr 10.9.0.0/16 counter name \"sgr-00000000000000003\" goto deny")
                    .contains("meta l4proto gre ip6 saddr fd00::/8 counter name \"sgr-00000000000000012\" return")
                    .contains("\"veth3\" : goto in-" + APP);
        }
    }

    @Test
    void everyRandomPolicyIsTaken() {
        try (TestNamespace namespace = new TestNamespace();
                KernelTable table = Dataplane.LIBRARY.open(namespace.thread(), state)) {
            Seeds.forEach(POLICIES, random -> {
                Table rendered = renderer.render(randomPolicy(random), Withheld.NOTHING);
                assertThat(table.complaint(rendered))
                        .as(rendered.text(Epoch.ANY))
                        .isEmpty();
            });
        }
    }

    private static HostPolicy randomPolicy(RandomGenerator random) {
        Facts facts = new Facts();
        List<Rule> rules = new ArrayList<>();
        for (int number = 0; number < RULES; number++) {
            rules.add(randomRule(number, random));
        }
        return SamplePolicy.resolve(List.of(
                facts.group(APP),
                facts.group(WEB),
                facts.rules(APP),
                facts.rules(WEB, rules.toArray(Rule[]::new)),
                facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1", "fd00::1")));
    }

    private static Rule randomRule(int number, RandomGenerator random) {
        Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        boolean ipv6 = protocol == Protocol.ICMPV6 || (protocol != Protocol.ICMP && random.nextBoolean());
        int from = 1 + random.nextInt(65_535);
        String ports = protocol.hasPorts() ? from + "/" + (from + random.nextInt(65_536 - from)) : "-1/-1";
        return Facts.rule(
                number,
                random.nextBoolean() ? Direction.INGRESS : Direction.EGRESS,
                random.nextBoolean() ? RuleAction.ACCEPT : RuleAction.DROP,
                1 + random.nextInt(100),
                protocol,
                ports,
                randomPeer(ipv6, random),
                protocol.hasPorts() && random.nextBoolean() ? ports : null,
                random.nextInt(3) == 0 ? randomBlock(ipv6, random) : null,
                random.nextInt(4) == 0 ? Instant.parse("2030-01-01T00:00:00.5Z") : null);
    }

    private static Peer randomPeer(boolean ipv6, RandomGenerator random) {
        return random.nextInt(3) == 0 ? Facts.members(APP) : Facts.cidr(randomBlock(ipv6, random));
    }

    private static String randomBlock(boolean ipv6, RandomGenerator random) {
        return ipv6
                ? "%x:%x::%x/%d"
                        .formatted(
                                0x2000 + random.nextInt(0x1000),
                                random.nextInt(0x10000),
                                random.nextInt(0x10000),
                                random.nextInt(129))
                : "%d.%d.%d.%d/%d"
                        .formatted(
                                1 + random.nextInt(223),
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(33));
    }
}
