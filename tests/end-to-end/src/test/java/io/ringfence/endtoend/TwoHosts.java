package io.ringfence.endtoend;

import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.testing.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two more hosts of an installation, each with an agent of its own and one machine that may be an instance. */
final class TwoHosts implements AutoCloseable {
    static final String FIRST = "two1";
    static final String SECOND = "two2";
    /** Has no machines: the addresses that they would have are those of {@link OneHost}'s. */
    private static final String NUMBER_ONE = "two0";

    private final NetnsLab lab;
    private final List<ServiceProcess> agents = new ArrayList<>();

    /** Ready when this returns. */
    TwoHosts(Installation installation) {
        lab = NetnsLab.build(LabPlan.ofThisProcess("two")
                .host(NUMBER_ONE)
                .host(FIRST)
                .host(SECOND)
                .instance(machineOf(FIRST), FIRST)
                .instance(machineOf(SECOND), SECOND));
        try {
            for (String host : List.of(FIRST, SECOND)) {
                agents.add(agent(installation, host).start());
            }
            agents.forEach(ServiceProcess::awaitReady);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static String machineOf(String host) {
        return "i" + host;
    }

    private ServiceProcess agent(Installation installation, String host) {
        return new ServiceProcess(
                "agent-" + host,
                "services/enforcement-agent",
                Map.of(
                        "kafka.bootstrap.servers", installation.ground().bootstrapServers(),
                        "ringfence.agent.host", host,
                        "ringfence.agent.network-namespace", lab.machine(host).namespace(),
                        "ringfence.agent.state-directory", temporaryDirectory()));
    }

    private static String temporaryDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "agent")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The machine on a host. */
    Machine machine(String host) {
        return lab.machine(machineOf(host));
    }

    /** The agent of the second host. */
    ServiceProcess secondAgent() {
        return agents.get(1);
    }

    @Override
    public void close() {
        agents.forEach(ServiceProcess::close);
        lab.close();
    }
}
