package io.ringfence.bench.forwarding;

import io.ringfence.bench.Program;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.nativecalls.NetworkNamespace;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The namespaces of a lane, three in a row: a client, a host that forwards, and an instance. The host knows the hardware
 * addresses of the other two for good, so that it asks nobody for them.
 */
final class LaneLab implements AutoCloseable {
    static final String HOST = "host";
    static final String CLIENT = "client";
    static final String INSTANCE = "instance";
    static final String DEVICE = "eth0";
    static final int SERVER_PORT = 9_000;

    private final NetnsLab lab;

    private LaneLab(NetnsLab lab) {
        this.lab = lab;
    }

    /** Where the client is and where the instance, the same in every lane. */
    static LabPlan plan(String name) {
        return LabPlan.ofThisProcess(name).host(HOST).outside(CLIENT, HOST).instance(INSTANCE, HOST);
    }

    /** Builds it; what was half built is gone where that fails. */
    static LaneLab build(String name) {
        LaneLab built = new LaneLab(NetnsLab.build(plan(name)));
        try {
            built.introduce();
            return built;
        } catch (RuntimeException failed) {
            built.close();
            throw failed;
        }
    }

    /** The client's end of the first flow. */
    InetSocketAddress client() {
        return new InetSocketAddress(lab.machine(CLIENT).ipv4(), Flows.FIRST_PORT);
    }

    /** Where every flow goes. */
    InetSocketAddress server() {
        return new InetSocketAddress(lab.machine(INSTANCE).ipv4(), SERVER_PORT);
    }

    /** The veth pair of the client or the instance, seen from there. */
    Link link(String machine) {
        return Link.between(
                inside(machine), DEVICE, inside(HOST), lab.machine(machine).hostInterface());
    }

    NetworkNamespace inside(String machine) {
        return lab.inside(lab.machine(machine));
    }

    @Override
    public void close() {
        lab.close();
    }

    private void introduce() {
        for (String name : List.of(CLIENT, INSTANCE)) {
            Machine machine = lab.machine(name);
            Program.run(
                    inside(HOST),
                    "neigh replace " + machine.ipv4().getHostAddress() + " lladdr "
                            + link(name).own() + " dev " + machine.hostInterface() + " nud permanent\n",
                    "ip",
                    "-batch",
                    "-");
        }
    }
}
