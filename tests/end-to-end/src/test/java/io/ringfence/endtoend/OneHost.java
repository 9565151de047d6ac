package io.ringfence.endtoend;

import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Responders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One host with a pair of container instances for each story; each server answers on the same ports. */
final class OneHost implements AutoCloseable {
    static final String NAME = "h1";
    static final List<Integer> PORTS = List.of(8080, 8081, 8082);
    private static final List<String> STORIES = List.of("change", "crash", "deadline", "republish");

    private final NetnsLab lab;
    private final Responders responders;
    private final Prober prober;

    /** Builds the namespaces; the servers answer when this returns. */
    OneHost() {
        LabPlan plan = LabPlan.ofThisProcess("e2e").host(NAME);
        STORIES.forEach(story -> plan.instance("c" + story, NAME).instance("s" + story, NAME));
        this.lab = NetnsLab.build(plan);
        List<Machine> servers = new ArrayList<>();
        STORIES.forEach(story -> servers.add(lab.machine("s" + story)));
        this.responders = Responders.start(lab, servers, PORTS);
        this.prober = new Prober(lab, Duration.ofMillis(500));
    }

    String namespace() {
        return lab.machine(NAME).namespace();
    }

    /** The pair of a story. */
    Pair pair(String story) {
        return new Pair(lab.machine("c" + story), lab.machine("s" + story), prober);
    }

    @Override
    public void close() {
        responders.close();
        lab.close();
    }
}
