package io.ringfence.packets;

import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Machine.Role;
import io.ringfence.lab.NetnsLab;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two hosts with a real agent each, eight machines that can be instances, and one outside: h1 has a1 b1 c1 d1 and the
 * outside machine, h2 has a2 b2 c2 d2; the d ones have two addresses of each family. Nothing is registered at first.
 */
final class TwoHosts implements AutoCloseable {

    /** The machines that can be instances. */
    static final List<String> INSTANCES = List.of("a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2");

    static final String OUTSIDE = "out";
    static final List<String> HOSTS = List.of("h1", "h2");

    private final NetnsLab lab;
    private final Scribe scribe;
    private final List<Agent> agents;
    private final Opened open;

    private TwoHosts(NetnsLab lab, Scribe scribe, List<Agent> agents, Opened open) {
        this.lab = lab;
        this.scribe = scribe;
        this.agents = agents;
        this.open = open;
    }

    /** Builds the lab and starts the agents; takes seconds. What was opened is closed again if that fails. */
    static TwoHosts start() {
        String kafka = Infrastructure.shared().bootstrapServers();
        Opened open = new Opened();
        try {
            NetnsLab lab = open.add(NetnsLab.build(plan()));
            Scribe scribe = open.add(new Scribe(kafka));
            List<Agent> agents = new ArrayList<>();
            for (Machine host : lab.plan().machines(Role.HOST)) {
                agents.add(open.add(Agent.start(host, kafka, Map.of())));
            }
            agents.forEach(Agent::awaitReady);
            return new TwoHosts(lab, scribe, List.copyOf(agents), open);
        } catch (RuntimeException | Error failed) {
            open.close();
            throw failed;
        }
    }

    NetnsLab lab() {
        return lab;
    }

    Scribe scribe() {
        return scribe;
    }

    Machine machine(String name) {
        return lab.machine(name);
    }

    /** The machine's host. */
    Machine hostOf(Machine machine) {
        return lab.machine(machine.host());
    }

    /** Waits until both hosts have put in force everything that was written. */
    void awaitEnforced() {
        agents.forEach(agent -> agent.awaitEnforced(scribe));
    }

    /** Takes every instance off the hosts, and waits until they have forgotten them. */
    void clear() {
        scribe.deleteInstances();
        awaitEnforced();
    }

    @Override
    public void close() {
        open.close();
    }

    private static LabPlan plan() {
        LabPlan plan = LabPlan.ofThisProcess("pkt").host("h1").host("h2");
        for (String name : INSTANCES) {
            plan.instance(name, "h" + name.charAt(1), name.startsWith("d") ? 2 : 1);
        }
        return plan.outside(OUTSIDE, "h1");
    }
}
