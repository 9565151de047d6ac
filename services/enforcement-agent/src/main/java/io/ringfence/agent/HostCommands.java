package io.ringfence.agent;

import io.quarkus.runtime.configuration.DurationConverter;
import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.apply.TableRefused;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.flows.ConnectionTable;
import io.ringfence.agent.flows.LiveFlows;
import io.ringfence.agent.flows.NetlinkConnectionTable;
import io.ringfence.agent.link.LinkReader;
import io.ringfence.agent.link.NetlinkLinkReader;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.snapshot.Snapshots;
import io.ringfence.nativecalls.NativeFailure;
import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.policy.resolve.HostPolicy;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The commands that end when they are done; they need neither Kafka nor the agent's process. */
final class HostCommands {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 64;

    /** Of its converters over those that are built in: a time is written as in the agent's own configuration. */
    private static final int QUARKUS_PRIORITY = 200;

    private final HostSetup setup;

    private HostCommands(HostSetup setup) {
        this.setup = setup;
    }

    /** Carries out the command that the arguments are, and says on standard output what came of it. */
    static int run(String... arguments) {
        String command = String.join(" ", arguments);
        HostCommands commands = new HostCommands(new HostSetup(settings()));
        return switch (command) {
            case "restore" -> commands.inNamespace(commands::restore);
            case "remove" -> commands.inNamespace(commands::remove);
            default -> {
                System.err.println("usage: ringfence-agent [restore | remove], and not " + command);
                yield USAGE;
            }
        };
    }

    /** From system properties and the environment, as the agent's own. */
    private static AgentSettings settings() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDefaultInterceptors()
                .withConverter(Duration.class, QUARKUS_PRIORITY, new DurationConverter())
                .withMapping(AgentSettings.class)
                .build();
        return config.getConfigMapping(AgentSettings.class);
    }

    private int inNamespace(ToIntFunction<NetworkNamespace> command) {
        try (NetworkNamespace namespace = setup.namespace()) {
            return command.applyAsInt(namespace);
        } catch (NativeFailure | TableRefused refused) {
            System.err.println("ringfence-agent: " + refused.getMessage());
            return FAILED;
        }
    }

    private int restore(NetworkNamespace namespace) {
        Clock clock = Clock.systemUTC();
        TableSettings settings = setup.tableSettings().withoutDeniedLog();
        HostPolicy policy = new Snapshots(setup.snapshotFile(), Optional.empty())
                .own()
                .map(own -> RestoredPolicy.of(own, setup.host(), clock.instant()))
                .orElseGet(() -> HostPolicy.empty(setup.host()));
        try (KernelTable table =
                        setup.dataplane().open(namespace, setup.settings().stateDirectory());
                ConnectionTable connections =
                        table.inKernel() ? new NetlinkConnectionTable(namespace) : ConnectionTable.NONE) {
            FirstTable first = new FirstTable(
                    table,
                    new LiveFlows(connections, settings.marks(), settings.exemptions(), clock),
                    new TableRenderer(settings),
                    table.inKernel() ? new NetlinkLinkReader(namespace) : LinkReader.NOBODY_LOOKS);
            System.out.println(first.put(policy)
                    .map(Enforcement::enforcedInstances)
                    .map("Restored the policy of %d instances; what else is guarded is closed"::formatted)
                    .orElse("There is a table inet ringfence, which stays"));
            return DONE;
        }
    }

    private int remove(NetworkNamespace namespace) {
        try (KernelTable table =
                setup.dataplane().open(namespace, setup.settings().stateDirectory())) {
            table.remove();
        }
        System.out.println("Removed the table inet ringfence: nothing is guarded any more");
        return DONE;
    }
}
