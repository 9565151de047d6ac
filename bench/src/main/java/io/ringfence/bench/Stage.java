package io.ringfence.bench;

import io.ringfence.lab.LabPlan;

/**
 * Where changes are seen to reach the kernel: one host with a client and a server. The launcher starts the host's agent
 * in its namespace, so the namespace's name, {@code rf-bench-h1}, is a contract with it.
 */
final class Stage {
    static final String PREFIX = "rf-bench-";
    static final String HOST = "h1";

    private Stage() {}

    static LabPlan plan() {
        return LabPlan.named(PREFIX).host(HOST).instance("client", HOST).instance("server", HOST);
    }
}
