package io.ringfence.lab;

import io.ringfence.nativecalls.Libc;
import io.ringfence.nativecalls.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lab that stands. It is either built here, and then closing it removes every namespace with its prefix, or attached
 * to, and then closing only leaves it. What a killed run left behind under the same prefix is removed before building; what
 * was half built is removed before the failure is thrown.
 */
public final class NetnsLab implements AutoCloseable {

    private final LabPlan plan;
    private final boolean built;
    private final Map<String, NetworkNamespace> entered = new ConcurrentHashMap<>();

    private NetnsLab(LabPlan plan, boolean built) {
        this.plan = plan;
        this.built = built;
    }

    /** What this process lacks to build a lab, in words for a person; empty if nothing. */
    public static Optional<String> missing() {
        if (Libc.INSTANCE.geteuid() != 0) {
            return Optional.of("network namespaces need root");
        }
        return IpTool.present() ? Optional.empty() : Optional.of("network namespaces need the command ip (iproute2)");
    }

    /**
     * Builds the lab; packets pass from the moment this returns.
     *
     * @throws LabFailure if something is {@link #missing} or {@code ip} refuses
     */
    public static NetnsLab build(LabPlan plan) {
        missing().ifPresent(lack -> {
            throw new LabFailure(lack);
        });
        delete(Leftovers.inTheWayOf(plan.prefix()));
        NetnsLab lab = new NetnsLab(plan, true);
        try {
            lab.make();
            return lab;
        } catch (RuntimeException failed) {
            try {
                lab.close();
            } catch (RuntimeException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    /**
     * Uses a lab that another process built from the same plan.
     *
     * @throws LabFailure if one of its namespaces is not there
     */
    public static NetnsLab attach(LabPlan plan) {
        List<String> standing = namespaces(plan.prefix());
        for (Machine machine : plan.machines()) {
            if (!standing.contains(machine.namespace())) {
                throw new LabFailure("namespace " + machine.namespace() + " is not there; build the lab first");
            }
        }
        return new NetnsLab(plan, false);
    }

    /** Removes every namespace with this prefix, whoever made it; none is fine. */
    public static void remove(String prefix) {
        delete(namespaces(prefix));
    }

    /** The names of the namespaces with this prefix that are there now. */
    public static List<String> namespaces(String prefix) {
        return Leftovers.withPrefix(LabPlan.checkedPrefix(prefix));
    }

    public LabPlan plan() {
        return plan;
    }

    public Machine machine(String name) {
        return plan.machine(name);
    }

    /** A thread inside the machine's namespace; sockets that it opens belong to the machine. */
    public NetworkNamespace inside(Machine machine) {
        return entered.computeIfAbsent(machine.namespace(), NetworkNamespace::enter);
    }

    /**
     * Switches the only host of the lab off and on: its links go, and its namespace with all that its kernel knew, and come
     * again. Its guests stay as they are, without a way meanwhile.
     *
     * @param beforeLinks done when the host is up again and has no link yet
     */
    public void restartHost(Runnable beforeLinks) {
        List<Machine> hosts = plan.machines(Machine.Role.HOST);
        if (hosts.size() != 1) {
            throw new LabFailure("only the one host of a lab can be restarted, and this has " + hosts.size());
        }
        Machine host = hosts.get(0);
        LabCommands commands = new LabCommands(plan);
        IpTool.batchInside(host.namespace(), commands.unlinking(host));
        inside(host).close();
        entered.remove(host.namespace());
        delete(List.of(host.namespace()));
        IpTool.batch(List.of("netns add " + host.namespace()));
        inside(host).run(() -> apply(LabCommands.settings(host)));
        beforeLinks.run();
        link(commands);
    }

    @Override
    public void close() {
        entered.values().forEach(NetworkNamespace::close);
        entered.clear();
        if (built) {
            remove(plan.prefix());
        }
    }

    private void make() {
        LabCommands commands = new LabCommands(plan);
        IpTool.batch(commands.namespaces());
        plan.machines().forEach(machine -> inside(machine).run(() -> apply(LabCommands.settings(machine))));
        link(commands);
    }

    private void link(LabCommands commands) {
        IpTool.batch(commands.links());
        plan.machines().forEach(machine -> IpTool.batchInside(machine.namespace(), commands.configuration(machine)));
    }

    private static void delete(List<String> namespaces) {
        if (!namespaces.isEmpty()) {
            IpTool.batch(namespaces.stream().map(name -> "netns del " + name).toList());
        }
    }

    /** /proc/sys/net shows the namespace of the thread that looks. */
    private static void apply(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            try {
                Files.writeString(Path.of("/proc/sys", name), value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
