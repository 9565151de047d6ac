package io.ringfence.packets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.lab.Answer;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.Responders;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One host with a real agent, for one test: h1 with web, which answers on some ports and can be an instance, and laptop
 * outside. Closing it leaves nothing, so that the addresses are free for the next test, which has the same topics.
 */
final class OneHost implements AutoCloseable {

    private final Opened open = new Opened();
    private final NetnsLab lab;
    private final Scribe scribe;
    private final Prober prober;
    private final Agent agent;

    private OneHost(LabPlan plan, List<Integer> ports, Map<String, String> settings) {
        String kafka = Infrastructure.shared().bootstrapServers();
        try {
            lab = open.add(NetnsLab.build(plan));
            scribe = open.add(new Scribe(kafka));
            open.add(Responders.start(lab, List.of(plan.machine("web")), ports));
            prober = new Prober(lab, Duration.ofSeconds(1));
            agent = open.add(Agent.start(plan.machine("h1"), kafka, settings));
        } catch (RuntimeException | Error failed) {
            open.close();
            throw failed;
        }
    }

    /**
     * Builds it and starts the agent, for which it does not wait; the test is skipped where no lab can be built.
     *
     * @param owner begins the names of the namespaces
     * @param settings of the agent beside those that it needs
     */
    static OneHost start(String owner, List<Integer> ports, Map<String, String> settings) {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        LabPlan plan =
                LabPlan.ofThisProcess(owner).host("h1").instance("web", "h1").outside("laptop", "h1");
        return new OneHost(plan, ports, settings);
    }

    NetnsLab lab() {
        return lab;
    }

    Scribe scribe() {
        return scribe;
    }

    Agent agent() {
        return agent;
    }

    Machine host() {
        return lab.machine("h1");
    }

    Machine web() {
        return lab.machine("web");
    }

    Machine laptop() {
        return lab.machine("laptop");
    }

    /** Puts web into a group of its own with these rules, one a line, and waits until they are enforced. */
    SecurityGroupId guard(String rules) {
        SecurityGroupId group = Scribe.newGroupId();
        scribe.group(group, SecurityGroupType.BASIC, InnerAccessPolicy.DROP, Scribe.rules(rules));
        scribe.register(web(), host(), group);
        agent.awaitEnforced(scribe);
        return group;
    }

    /** What laptop hears from a port of web. */
    Answer ask(int port) {
        return prober.ask(Question.tcp(laptop(), web().ipv4(), port));
    }

    /** Closed with the host, before what it was opened in. */
    <T extends AutoCloseable> T opened(T resource) {
        return open.add(resource);
    }

    @Override
    public void close() {
        scribe.deleteInstances();
        open.close();
    }
}
