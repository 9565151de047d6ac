package io.ringfence.agent;

import static io.ringfence.agent.Facts.ELSEWHERE;
import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.apply.InMemoryTable;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An instance that moves: the host it leaves stops enforcing its policy, the one it comes to starts. */
class MovedInstanceTest {
    private static final Rule HTTP = accept(80, Direction.INGRESS, Protocol.TCP, "80/80", cidr("0.0.0.0/0"));

    private final Facts facts = new Facts();
    private final Host here = new Host(HERE);
    private final Host elsewhere = new Host(ELSEWHERE);

    private void happened(EventRecord... events) {
        List.of(here, elsewhere).forEach(host -> {
            host.feed.publish(events);
            host.flow.turn();
            host.flow.turn();
        });
    }

    private EventRecord moved(@Nullable HostName host, @Nullable String port) {
        return facts.next(new InstanceModified(
                new InstanceId("eci-1"), "name", host, port == null ? null : new InterfaceName(port), Map.of()));
    }

    @Test
    void theOldHostStopsAndTheNewOneStarts() {
        happened(facts.group(WEB), facts.rules(WEB, HTTP), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));
        assertThat(here.table()).contains("\"sg1\" : goto in-" + WEB).contains("tcp dport 80");
        assertThat(elsewhere.table()).doesNotContain("goto in-");

        happened(moved(ELSEWHERE, "sg7"));

        assertThat(here.table()).doesNotContain("goto in-").doesNotContain("\"sg1\"");
        assertThat(elsewhere.table()).contains("\"sg7\" : goto in-" + WEB).contains("tcp dport 80");
    }

    @Test
    void whoMovesToAnotherInterfaceOfItsHostLeavesTheOldOneClosed() {
        happened(facts.group(WEB), facts.rules(WEB, HTTP), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));

        happened(moved(HERE, "sg2"));

        assertThat(here.table()).contains("\"sg2\" : goto in-" + WEB).doesNotContain("\"sg1\"");
    }

    @Test
    void whoLeavesItsHostIsEnforcedByNobody() {
        happened(facts.group(WEB), facts.rules(WEB, HTTP), facts.instance("eci-1", WEB, HERE, "sg1", "10.0.0.1"));

        happened(moved(null, null));

        assertThat(here.table()).doesNotContain("goto in-");
        assertThat(elsewhere.table()).doesNotContain("goto in-");
    }

    /** One host's agent with a kernel of its own. */
    private static final class Host {
        private final InMemoryFeed feed = new InMemoryFeed();
        private final InMemoryTable kernel = new InMemoryTable();
        private final AgentFlow flow;

        private Host(HostName name) {
            flow = new TestFlow(feed, kernel)
                    .knows(HostPolicy.empty(name), PolicyImage.EMPTY)
                    .build();
            flow.turn();
        }

        private String table() {
            return kernel.inForce().orElseThrow();
        }
    }
}
