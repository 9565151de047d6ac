package io.ringfence.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.agent.apply.Dataplane;
import io.ringfence.agent.apply.MeteredTable;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.flows.ConnectionTable;
import io.ringfence.agent.flows.LiveFlows;
import io.ringfence.agent.flows.NetlinkConnectionTable;
import io.ringfence.agent.link.LinkReader;
import io.ringfence.agent.link.NetlinkLinkReader;
import io.ringfence.agent.render.AlwaysAllowedText;
import io.ringfence.agent.render.GuardedPattern;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.report.KafkaReportSink;
import io.ringfence.agent.report.Reporter;
import io.ringfence.agent.status.StatusBoard;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.value.HostName;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.KafkaEventFeed;
import io.ringfence.feed.Positions;
import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.policy.verdict.Exemptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private final InstantSource clock = Clock.systemUTC();

    /** What was opened, the newest first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Agent(
            AgentSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            MeterRegistry registry,
            StatusBoard board) {
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.board = board;
    }

    void start(@Observes StartupEvent event) {
        HostName host = new HostName(settings.host().orElseGet(MachineName::read));
        LOG.infof("Enforcing the policy of host %s", host);
        Dataplane dataplane = Dataplane.parse(settings.dataplane());
        NetworkNamespace namespace = opened(namespace(dataplane));
        MeteredTable table =
                opened(new MeteredTable(dataplane.open(namespace, settings.stateDirectory()), registry, clock));
        KafkaReportSink sink = opened(new KafkaReportSink(bootstrapServers, "agent-reports-" + host));
        EventFeed feed = opened(
                KafkaEventFeed.source(FeedSettings.of(bootstrapServers, "agent-" + host, Set.copyOf(Topics.EVENTS)))
                        .open(Positions.EMPTY));
        LinkReader links = table.inKernel() ? new NetlinkLinkReader(namespace) : LinkReader.NOBODY_LOOKS;
        Reporter reporter = new Reporter(host, Announcer.mode(table), sink, clock);
        Announcer announcer = new Announcer(host, namespace.label(), table, reporter, board, clock);
        TableSettings tableSettings = tableSettings();
        LiveFlows flows = new LiveFlows(
                opened(table.inKernel() ? new NetlinkConnectionTable(namespace) : ConnectionTable.NONE),
                tableSettings.marks(),
                tableSettings.exemptions(),
                Enforcement.nothing(host),
                clock);
        AgentFlow flow =
                new AgentFlow(host, feed, table, new TableRenderer(tableSettings), flows, links, announcer, clock);
        opened(new AgentLoop(flow, board)).start();
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
        LOG.info("Stopped; the table stays in force");
    }

    private NetworkNamespace namespace(Dataplane dataplane) {
        if (settings.networkNamespace().isPresent() && dataplane.needsNamespace()) {
            return NetworkNamespace.enter(settings.networkNamespace().get());
        }
        return NetworkNamespace.ofProcess();
    }

    private TableSettings tableSettings() {
        return new TableSettings(
                GuardedPattern.parseAll(settings.guardedInterfaces().orElse("")),
                new Exemptions(
                        settings.allowDhcp(),
                        AlwaysAllowedText.parse(settings.alwaysAllowed().orElse(""))),
                MarkMask.parse(settings.conntrackMarkMask()));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }
}
