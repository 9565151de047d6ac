package io.ringfence.packets;

import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.Machine.Role;
import io.ringfence.lab.NetnsLab;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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
    private final Deque<AutoCloseable> open;

    private TwoHosts(NetnsLab lab, Scribe scribe, List<Agent> agents, Deque<AutoCloseable> open) {
        this.lab = lab;
        this.scribe = scribe;
        this.agents = agents;
        this.open = open;
    }

    /** Builds the lab and starts the agents; takes seconds. What was opened is closed again if that fails. */
    static TwoHosts start() {
        String kafka = Infrastructure.shared().bootstrapServers();
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            NetnsLab lab = opened(NetnsLab.build(plan()), open);
            Scribe scribe = opened(new Scribe(kafka), open);
            List<Agent> agents = new ArrayList<>();
            for (Machine host : lab.plan().machines(Role.HOST)) {
                agents.add(opened(Agent.start(host, kafka), open));
            }
            agents.forEach(Agent::awaitReady);
            return new TwoHosts(lab, scribe, List.copyOf(agents), open);
        } catch (RuntimeException | Error failed) {
            closeAll(open);
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
        closeAll(open);
    }

    /** Each gets its chance; the first failure is thrown after the last. */
    private static void closeAll(Deque<AutoCloseable> open) {
        List<Exception> failures = new ArrayList<>();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("could not clean up", failures.get(0));
        }
    }

    private static <T extends AutoCloseable> T opened(T resource, Deque<AutoCloseable> open) {
        open.push(resource);
        return resource;
    }

    private static LabPlan plan() {
        LabPlan plan = LabPlan.ofThisProcess("pkt").host("h1").host("h2");
        for (String name : INSTANCES) {
            plan.instance(name, "h" + name.charAt(1), name.startsWith("d") ? 2 : 1);
        }
        return plan.outside(OUTSIDE, "h1");
    }
}
