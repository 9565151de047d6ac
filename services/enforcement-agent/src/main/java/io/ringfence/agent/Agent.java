package io.ringfence.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.agent.apply.MeteredTable;
import io.ringfence.agent.apply.TableRefused;
import io.ringfence.agent.condition.ConditionReader;
import io.ringfence.agent.condition.NetlinkConditionReader;
import io.ringfence.agent.denied.DeniedPackets;
import io.ringfence.agent.denied.DeniedSetup;
import io.ringfence.agent.denied.DeniedWatch;
import io.ringfence.agent.denied.KafkaDeniedSink;
import io.ringfence.agent.flows.ConnectionTable;
import io.ringfence.agent.flows.LiveFlows;
import io.ringfence.agent.flows.NetlinkConnectionTable;
import io.ringfence.agent.link.LinkReader;
import io.ringfence.agent.link.NetlinkLinkReader;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.report.Courier;
import io.ringfence.agent.report.KafkaReportSink;
import io.ringfence.agent.report.Reporter;
import io.ringfence.agent.snapshot.Snapshot;
import io.ringfence.agent.snapshot.SnapshotFile;
import io.ringfence.agent.snapshot.SnapshotKeeper;
import io.ringfence.agent.snapshot.Snapshots;
import io.ringfence.agent.status.StatusBoard;
import io.ringfence.agent.usage.CounterReader;
import io.ringfence.agent.usage.KafkaUsageSink;
import io.ringfence.agent.usage.NetlinkCounterReader;
import io.ringfence.agent.usage.UsageBoard;
import io.ringfence.agent.usage.UsageWatch;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.events.value.HostName;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.KafkaEventFeed;
import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.policy.resolve.HostPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Starts and stops the flow with the process, from the configuration. The table stays in force when the process ends,
 * however it ends: an unguarded instance is worse than a policy of yesterday.
 */
@ApplicationScoped
public class Agent {

    private static final Logger LOG = Logger.getLogger(Agent.class);

    private final AgentSettings settings;
    private final String bootstrapServers;
    private final MeterRegistry registry;
    private final StatusBoard board;
    private final UsageBoard usage;
    private final InstantSource clock = Clock.systemUTC();

    /** What was opened, the newest first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Agent(
            AgentSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            MeterRegistry registry,
            StatusBoard board,
            UsageBoard usage) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.board = board;
        this.usage = usage;
    }

    void start(@Observes StartupEvent event) {
        HostSetup setup = new HostSetup(settings);
        HostName host = setup.host();
        LOG.infof("Enforcing the policy of host %s", host);
        NetworkNamespace namespace = opened(setup.namespace());
        MeteredTable table =
                opened(new MeteredTable(setup.dataplane().open(namespace, settings.stateDirectory()), registry, clock));
        Courier courier = opened(new Courier(bootstrapServers, "agent-reports-" + host));
        Optional<DeniedPackets> denied = DeniedSetup.listen(setup.tableSettings(), table, namespace);
        TableSettings tableSettings = denied.isPresent()
                ? setup.tableSettings()
                : setup.tableSettings().withoutDeniedLog();

        Snapshots snapshots = new Snapshots(setup.snapshotFile(), settings.snapshotUrl());
        LiveFlows flows = new LiveFlows(
                opened(table.inKernel() ? new NetlinkConnectionTable(namespace) : ConnectionTable.NONE),
                tableSettings.marks(),
                tableSettings.exemptions(),
                clock);
        TableRenderer renderer = new TableRenderer(tableSettings);
        LinkReader links = table.inKernel() ? new NetlinkLinkReader(namespace) : LinkReader.NOBODY_LOOKS;
        Optional<Snapshot> own = snapshots.own();
        if (own.isEmpty()) {
            close(new FirstTable(table, flows, renderer, links), host);
        }
        Snapshot start = own.or(snapshots::ofProjection).orElse(Snapshot.NOTHING);
        HostPolicy before = own.map(known -> RestoredPolicy.of(known, host, clock.instant()))
                .orElseGet(() -> HostPolicy.empty(host));
        EventFeed feed = opened(
                KafkaEventFeed.source(FeedSettings.of(bootstrapServers, "agent-" + host, Set.copyOf(Topics.EVENTS)))
                        .open(start.positions()));

        List<FlowObserver> observers = new ArrayList<>();
        observers.add(announcer(host, namespace, table, courier));
        observers.add(snapshotKeeper(setup.snapshotFile()));
        denied.map(packets -> deniedWatch(packets, courier, tableSettings)).ifPresent(observers::add);
        watchUsage(host, namespace, table, courier);
        AgentFlow flow = new AgentFlow(
                before, start.image(), feed, table, renderer, flows, links, FlowObserver.all(observers), clock);
        opened(new AgentLoop(flow, board)).start();
    }

    /** A host of which nothing is known stays closed while others are asked, however long they take. */
    private static void close(FirstTable table, HostName host) {
        try {
            table.put(HostPolicy.empty(host));
        } catch (TableRefused refused) {
            LOG.errorf("What is guarded could not be closed at once: %s", refused.reason());
        }
    }

    private FlowObserver announcer(HostName host, NetworkNamespace namespace, MeteredTable table, Courier courier) {
        return new Announcer(
                host,
                namespace.label(),
                table,
                new Reporter(host, Announcer.mode(table), opened(new KafkaReportSink(courier)), clock),
                board,
                table.inKernel() ? new NetlinkConditionReader(namespace) : ConditionReader.NOBODY_LOOKS,
                clock);
    }

    private FlowObserver snapshotKeeper(SnapshotFile file) {
        SnapshotKeeper keeper = opened(SnapshotKeeper.start(file));
        return (state, changed) -> {
            if (state.settled()) {
                keeper.offer(new Snapshot(state.image(), state.inForce()));
            }
        };
    }

    private FlowObserver deniedWatch(DeniedPackets packets, Courier courier, TableSettings tableSettings) {
        DeniedWatch watch = opened(
                DeniedWatch.start(packets, new KafkaDeniedSink(courier), tableSettings.exemptions(), registry, clock));
        return (state, changed) -> {
            if (state.state() == State.IN_SYNC && state.enforcement().refusal().isEmpty()) {
                watch.enforced(state.enforcement());
            }
        };
    }

    private void watchUsage(HostName host, NetworkNamespace namespace, MeteredTable table, Courier courier) {
        opened(UsageWatch.start(
                host,
                settings.ruleUsageEvery(),
                table.inKernel() ? new NetlinkCounterReader(namespace) : CounterReader.NOTHING_COUNTS,
                usage,
                new KafkaUsageSink(courier),
                clock));
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
        LOG.info("Stopped; the table stays in force");
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }
}
