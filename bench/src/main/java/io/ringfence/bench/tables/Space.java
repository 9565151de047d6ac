package io.ringfence.bench.tables;

import io.ringfence.lab.LabPlan;
import io.ringfence.lab.NetnsLab;
import io.ringfence.nativecalls.NetworkNamespace;

/** One network namespace, gone when it is closed. */
final class Space implements AutoCloseable {
    private static final String HOST = "host";

    private final NetnsLab lab;

    /** @param owner letters, one word for each of those that stand at the same time */
    Space(String owner) {
        lab = NetnsLab.build(LabPlan.ofThisProcess(owner).host(HOST));
    }

    NetworkNamespace inside() {
        return lab.inside(lab.machine(HOST));
    }

    @Override
    public void close() {
        lab.close();
    }
}
