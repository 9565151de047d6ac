package io.ringfence.agent;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringfence.agent.apply.Dataplane;
import io.ringfence.agent.apply.MeteredTable;
import io.ringfence.agent.flows.NetlinkConnectionTable;
import io.ringfence.agent.link.NetlinkLinkReader;
import io.ringfence.feed.EventFeed;
import io.ringfence.nativecalls.NetworkNamespace;
import java.nio.file.Path;
import java.time.Clock;

/** The kernel of one namespace, as an agent has it: its table and its connections. */
public final class RealKernel implements AutoCloseable {

    private final NetworkNamespace namespace;
    private final Clock clock = Clock.systemUTC();
    private final MeteredTable table;
    private final NetlinkConnectionTable connections;

    public RealKernel(NetworkNamespace namespace, Path state) {
        this.namespace = namespace;
        this.table = new MeteredTable(Dataplane.LIBRARY.open(namespace, state), new SimpleMeterRegistry(), clock);
        this.connections = new NetlinkConnectionTable(namespace);
    }

    MeteredTable table() {
        return table;
    }

    /** A flow over all of it, by the real time. */
    public TestFlow flow(EventFeed feed) {
        return new TestFlow(feed, table)
                .connections(connections)
                .links(new NetlinkLinkReader(namespace))
                .clock(clock);
    }

    @Override
    public void close() {
        connections.close();
        table.close();
    }
}
