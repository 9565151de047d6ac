package io.ringfence.agent;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.agent.apply.InMemoryTable;
import io.ringfence.agent.apply.MeteredTable;
import io.ringfence.agent.condition.ConditionReader;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.report.Reporter;
import io.ringfence.agent.status.StatusBoard;
import io.ringfence.agent.status.StatusMetrics;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.wire.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many records wait for the agent, in its status and in its metrics. */
class LagTest {

    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StatusBoard board = new StatusBoard();
    private final AgentFlow flow = flow();

    private AgentFlow flow() {
        new StatusMetrics(board, registry).register(new StartupEvent());
        MeteredTable table = new MeteredTable(new InMemoryTable(), registry, clock);
        Reporter reporter = new Reporter(HERE, Mode.KERNEL, report -> {}, clock);
        Announcer announcer =
                new Announcer(HERE, "process", table, reporter, board, ConditionReader.NOBODY_LOOKS, clock);
        return new TestFlow(feed, table).observer(announcer).clock(clock).build();
    }

    private void turn() {
        clock.advance(Duration.ofSeconds(1));
        flow.turn();
    }

    private double gauge() {
        return requireNonNull(registry.find("ringfence.agent.lag").gauge()).value();
    }

    @Test
    void recordsThatHaveNotArrivedAreCounted() {
        feed.publish(facts.group(WEB));
        feed.publish(
                facts.rules(WEB, accept(80, Direction.INGRESS, Protocol.TCP, "80/80", cidr("0.0.0.0/0"))),
                facts.rules(WEB, accept(81, Direction.INGRESS, Protocol.TCP, "81/81", cidr("0.0.0.0/0"))));
        feed.holdBack(Topics.RULE_EVENTS);
        turn();
        assertThat(board.newest().orElseThrow().kafka().lag()).isEqualTo(2);
        assertThat(gauge()).isEqualTo(2);

        feed.letThrough(Topics.RULE_EVENTS);
        turn();
        assertThat(board.newest().orElseThrow().kafka().lag()).isZero();
        assertThat(gauge()).isZero();
    }

    @Test
    void untilKafkaHasAnsweredNobodyKnowsHowMany() {
        assertThat(gauge()).isNaN();
        feed.setAway(true);
        turn();
        assertThat(board.newest().orElseThrow().kafka().lag()).isNull();
        assertThat(gauge()).isNaN();
    }
}
