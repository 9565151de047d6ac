package io.ringfence.agent;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.render.GuardedPattern;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.lab.FirstPacket;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.RawProbe;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.testing.Waiting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces that no pattern covers are guarded by their names, from when an instance is on them until it is gone. */
class NamedInterfacesInKernelTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int OPEN = 80;
    private static final int SHUT = 81;
    private static final Rule RULE = accept(1, Direction.INGRESS, Protocol.UDP, OPEN + "/" + OPEN, cidr("0.0.0.0/0"));

    private final LabPlan plan =
            LabPlan.ofThisProcess("named").host("h1").instance("web", "h1").outside("laptop", "h1");
    private final Machine web = plan.machine("web");
    private final Machine laptop = plan.machine("laptop");
    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private @Nullable FlowState last;
    private int sourcePort = 3_000;

    @TempDir
    Path state;

    @Test
    void theyComeAndGoWithTheirInstances() {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        TableSettings settings =
                new TableSettings(List.of(new GuardedPattern("tap*")), Exemptions.DEFAULT, MarkMask.DEFAULT);
        try (NetnsLab lab = NetnsLab.build(plan);
                RealKernel kernel = new RealKernel(lab.inside(plan.machine("h1")), state);
                RawProbe probe = new RawProbe(lab)) {
            AgentFlow flow = kernel.flow(feed)
                    .settings(settings)
                    .observer((now, changed) -> last = now)
                    .build();
            feed.publish(facts.group(WEB), facts.rules(WEB, RULE));
            enforced(flow, 0);
            assertThat(fire(probe)).as("not guarded yet").containsExactly(true, true, true);

            for (int life = 1; life <= 2; life++) {
                EventRecord registered = facts.instance(
                        "eci-web" + life,
                        WEB,
                        HERE,
                        web.hostInterface(),
                        web.ipv4().getHostAddress());
                feed.publish(registered);
                enforced(flow, 1);
                assertThat(fire(probe)).as("guarded").containsExactly(true, false, false);

                feed.publish(facts.deleted("eci-web" + life));
                enforced(flow, 0);
                assertThat(fire(probe)).as("not guarded any more").containsExactly(true, true, true);
            }
        }
    }

    private void enforced(AgentFlow flow, int instances) {
        Waiting.until(BOUND, instances + " instances are enforced", () -> {
            flow.turn();
            FlowState now = last;
            return now != null && now.settled() && now.enforcement().enforcedInstances() == instances;
        });
    }

    /** To the open port, to another one, and from the instance under a foreign address. */
    private List<Boolean> fire(RawProbe probe) {
        return probe.fire(List.of(
                new RawProbe.Shot(laptop, FirstPacket.udp(laptop.ipv4(), sourcePort++, web.ipv4(), OPEN), web),
                new RawProbe.Shot(laptop, FirstPacket.udp(laptop.ipv4(), sourcePort++, web.ipv4(), SHUT), web),
                new RawProbe.Shot(web, FirstPacket.udp(foreign(), sourcePort++, laptop.ipv4(), OPEN), laptop)));
    }

    private InetAddress foreign() {
        byte[] address = web.ipv4().getAddress();
        address[3]++;
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
