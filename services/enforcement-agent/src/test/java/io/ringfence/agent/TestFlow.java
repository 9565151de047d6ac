package io.ringfence.agent;

import static io.ringfence.agent.Facts.HERE;

import io.ringfence.agent.apply.KernelTable;
import io.ringfence.agent.flows.ConnectionTable;
import io.ringfence.agent.flows.LiveFlows;
import io.ringfence.agent.link.LinkReader;
import io.ringfence.agent.link.Links;
import io.ringfence.agent.render.GuardedPattern;
import io.ringfence.agent.render.TableRenderer;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.feed.EventFeed;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.verdict.Exemptions;
import java.time.InstantSource;
import java.util.List;

/**
 * Builds a flow for a test. Unless it is told otherwise it is that of {@link Facts#HERE}, which knows nothing yet, neither
 * of policy nor of links and connections, and tells nobody.
 */
public final class TestFlow {

    public static final TableSettings SETTINGS =
            new TableSettings(List.of(new GuardedPattern("sg*")), Exemptions.DEFAULT, MarkMask.DEFAULT);

    private final EventFeed feed;
    private final KernelTable kernel;
    private HostPolicy before = HostPolicy.empty(HERE);
    private PolicyImage image = PolicyImage.EMPTY;
    private TableSettings settings = SETTINGS;
    private ConnectionTable connections = ConnectionTable.NONE;
    private LinkReader links = () -> Links.UNKNOWN;
    private FlowObserver observer = (state, changed) -> {};
    private InstantSource clock = new TestClock();

    public TestFlow(EventFeed feed, KernelTable kernel) {
        this.feed = feed;
        this.kernel = kernel;
    }

    /** What its host enforced last, and all that was known then. */
    public TestFlow knows(HostPolicy policy, PolicyImage known) {
        before = policy;
        image = known;
        return this;
    }

    public TestFlow settings(TableSettings given) {
        settings = given;
        return this;
    }

    TestFlow connections(ConnectionTable given) {
        connections = given;
        return this;
    }

    TestFlow links(LinkReader given) {
        links = given;
        return this;
    }

    public TestFlow observer(FlowObserver given) {
        observer = given;
        return this;
    }

    TestFlow clock(InstantSource given) {
        clock = given;
        return this;
    }

    public AgentFlow build() {
        LiveFlows flows = new LiveFlows(connections, settings.marks(), settings.exemptions(), clock);
        return new AgentFlow(before, image, feed, kernel, new TableRenderer(settings), flows, links, observer, clock);
    }
}
