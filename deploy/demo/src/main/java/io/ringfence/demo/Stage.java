package io.ringfence.demo;

import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import java.util.List;
import java.util.Map;

/**
 * Where the story plays: two hosts, five container instances, and a laptop outside. The launcher starts an agent in
 * each host's namespace, so the namespaces' names are a contract with it.
 */
final class Stage {

    static final String PREFIX = "rf-demo-";
    static final String OUTSIDE = "laptop";
    static final int HTTP = 80;
    static final int POSTGRES = 5432;
    static final int SSH = 22;
    static final List<Integer> PORTS = List.of(HTTP, POSTGRES, SSH);

    /** Each instance by name and the role of its group; a group is spread over both hosts where it has two. */
    static final Map<String, String> ROLES =
            Map.of("web1", "web", "web2", "web", "db1", "db", "db2", "db", "admin1", "admin");

    private Stage() {}

    static LabPlan plan() {
        return LabPlan.named(PREFIX)
                .host("h1")
                .host("h2")
                .instance("web1", "h1")
                .instance("web2", "h2")
                .instance("db1", "h1")
                .instance("db2", "h2")
                .instance("admin1", "h1")
                .outside(OUTSIDE, "h1");
    }

    /** Who talks to whom in the matrices, in the order in which they are printed. */
    static List<Machine> talkers(LabPlan plan) {
        return plan.machines().stream()
                .filter(machine -> machine.role() != Machine.Role.HOST)
                .toList();
    }

    /** The role of the machine's group, or {@link #OUTSIDE}. */
    static String role(Machine machine) {
        return ROLES.getOrDefault(machine.name(), OUTSIDE);
    }
}
