package io.ringfence.bench.forwarding;

import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.Withheld;
import io.ringfence.agent.table.Epoch;
import io.ringfence.bench.Program;
import io.ringfence.bench.tables.HostFacts;
import io.ringfence.lab.LabPlan;
import io.ringfence.nativecalls.NetworkNamespace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rulesets that are compared, each for the instance of a {@link Lane} and a client that its last rule names. */
final class Rulesets {
    private static final String BLOCK = "198.18.0.0/16";
    private static final LabPlan PLAN = LaneLab.plan("plan");
    private static final String DEVICE = PLAN.machine(LaneLab.INSTANCE).hostInterface();
    private static final String ADDRESS = PLAN.machine(LaneLab.INSTANCE).ipv4().getHostAddress();
    private static final String CLIENT = PLAN.machine(LaneLab.CLIENT).ipv4().getHostAddress();
    private static final String ANY_HARDWARE = "02:00:00:00:00:01";

    private Rulesets() {}

    /** Forwarding as the kernel does it by itself. */
    static Ruleset none() {
        return new Made("no rules", false, host -> {});
    }

    /** A rule that no packet meets, but for which the kernel tracks connections. */
    static Ruleset tracking() {
        return new Made(
                "conntrack alone",
                true,
                host -> nft(host, "table inet bench {\n  chain unused {\n    ct state new\n  }\n}\n"));
    }

    /** The agent's table. With no rule at all the client is a member of the instance's group, which lets it in. */
    static Ruleset ringfence(int rules) {
        HostFacts facts = new HostFacts();
        List<AllowedPeer> peers = AllowedPeer.list(rules, BLOCK, LaneLab.SERVER_PORT);
        facts.opened(
                1,
                IntStream.range(0, rules)
                        .mapToObj(number ->
                                HostFacts.rule(number, peers.get(number).spec(number)))
                        .toList());
        facts.registered("instance", 1, HostFacts.HERE, DEVICE, ADDRESS);
        if (rules == 0) {
            facts.registered("client", 1, HostFacts.ELSEWHERE, "eth0", CLIENT);
        }
        String table = new TableRenderer(HostFacts.SETTINGS)
                .render(facts.policy(), Withheld.NOTHING)
                .text(Epoch.ANY);
        return new Made(nameOfOurs(rules), true, host -> nft(host, table));
    }

    static String nameOfOurs(int rules) {
        return "Ringfence, " + rules + " rules";
    }

    /** As Neutron would filter, with an {@code iptables} that is installed. */
    static Ruleset neutron(int rules, String iptables) {
        String chains =
                NeutronChains.of(AllowedPeer.list(rules, BLOCK, LaneLab.SERVER_PORT), DEVICE, ADDRESS, ANY_HARDWARE);
        return new Made(
                "Neutron (" + iptables + "), " + rules + " rules", true, host -> restore(host, iptables, chains));
    }

    /** As CloudStack would filter, with an {@code iptables} that is installed. */
    static Ruleset cloudStack(int rules, String iptables) {
        String chains = CloudStackChains.of(AllowedPeer.list(rules, BLOCK, LaneLab.SERVER_PORT), DEVICE, ADDRESS);
        return new Made(
                "CloudStack (" + iptables + "), " + rules + " rules", true, host -> restore(host, iptables, chains));
    }

    /** The iptables that is there, the older kind first, as it forwards faster. */
    static Optional<String> iptables() {
        return Stream.of("iptables-legacy", "iptables-nft")
                .filter(Program::isInstalled)
                .findFirst();
    }

    private static void nft(NetworkNamespace host, String table) {
        Program.run(host, table, "nft", "-f", "-");
    }

    private static void restore(NetworkNamespace host, String iptables, String chains) {
        Program.run(host, chains, iptables + "-restore", "-w");
    }

    private record Made(String name, boolean tracksConnections, Consumer<NetworkNamespace> loading) implements Ruleset {
        @Override
        public void putInForce(NetworkNamespace host) {
            loading.accept(host);
        }
    }
}
