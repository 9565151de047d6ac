package io.ringfence.agent.flows;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.agent.AgentFlow;
import io.ringfence.agent.Facts;
import io.ringfence.agent.FlowState;
import io.ringfence.agent.RealKernel;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.render.GuardedPattern;
import io.ringfence.agent.render.TableSettings;
import io.ringfence.agent.table.MarkMask;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.lab.FirstPacket;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.RawProbe;
import io.ringfence.lab.Talk;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.testing.Waiting;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real connections through a real kernel while the policy changes (semantics, section 5). */
class LiveFlowsInKernelTest {

    private static final TableSettings SETTINGS =
            new TableSettings(List.of(new GuardedPattern("sg*")), Exemptions.DEFAULT, new MarkMask(0xe000_0000));

    /** Within this a denied connection has ended. */
    private static final Duration LAW = Duration.ofSeconds(1);

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final int REVOKED = 90;
    private static final int UNRELATED = 91;
    private static final int ENDING = 92;

    private static final Rule STAYS =
            accept(1, Direction.INGRESS, Protocol.TCP, UNRELATED + "/" + UNRELATED, cidr("0.0.0.0/0"));
    private static final Rule TCP =
            accept(2, Direction.INGRESS, Protocol.TCP, REVOKED + "/" + REVOKED, cidr("0.0.0.0/0"));
    private static final Rule UDP =
            accept(3, Direction.INGRESS, Protocol.UDP, REVOKED + "/" + REVOKED, cidr("0.0.0.0/0"));
    private static final Rule PING = accept(4, Direction.INGRESS, Protocol.ICMP, "-1/-1", cidr("0.0.0.0/0"));
    private static final Rule GRE = accept(5, Direction.INGRESS, Protocol.GRE, "-1/-1", cidr("0.0.0.0/0"));

    private final LabPlan plan =
            LabPlan.ofThisProcess("flows").host("h1").instance("web", "h1").outside("laptop", "h1");
    private final Machine host = plan.machine("h1");
    private final Machine web = plan.machine("web");
    private final Machine laptop = plan.machine("laptop");

    private final Facts facts = new Facts();
    private final List<EventRecord> history = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable FlowState last;

    @TempDir
    Path state;

    private NetnsLab lab;
    private InMemoryFeed feed;
    private AgentFlow flow;

    @BeforeEach
    void buildLabAndFlow() {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        lab = opened(NetnsLab.build(plan));
        startAgent(HostPolicy.empty(HERE), PolicyImage.EMPTY);
        publish(
                facts.group(WEB),
                facts.rules(WEB, STAYS, TCP, UDP, PING, GRE),
                facts.instance(
                        "eci-web", WEB, HERE, web.hostInterface(), web.ipv4().getHostAddress()));
        turnUntil("open", this::isOpen);
    }

    @AfterEach
    void removeLab() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void tcpInWhichTheClientSpeaks() {
        isCutAndComesBack(opened(Talk.tcpRequests(lab, laptop, web, REVOKED)), TCP, BOUND);
    }

    @Test
    void tcpInWhichOnlyTheServerSpeaks() {
        isCutAndComesBack(opened(Talk.tcpPush(lab, laptop, web, REVOKED)), TCP, BOUND);
    }

    @Test
    void udpFromAFixedPort() {
        isCutAndComesBack(opened(Talk.udpRequests(lab, laptop, web, REVOKED)), UDP, LAW);
    }

    @Test
    void udpInWhichOnlyRepliesFlow() {
        Talk unrelated = opened(Talk.tcpRequests(lab, laptop, web, UNRELATED));
        Talk talk = opened(Talk.udpReplies(lab, laptop, web, REVOKED));
        speaks(talk);
        publish(facts.revoked(WEB, UDP));
        isSilentWithinTheLaw(talk);
        speaks(unrelated);
        publish(facts.authorized(WEB, UDP));
        speaks(talk);
    }

    @Test
    void udpInWhichOnlyRepliesFlowLivesThroughChangesThatDoNotConcernIt() {
        Talk talk = opened(Talk.udpReplies(lab, laptop, web, REVOKED));
        for (int change = 0; change < 20; change++) {
            publish(facts.revoked(WEB, TCP), facts.authorized(WEB, TCP));
            flow.turn();
        }
        turnFor(LAW);
        speaks(talk);
    }

    @Test
    void pingAndGre() {
        try (RawProbe probe = new RawProbe(lab)) {
            assertThat(arrive(probe)).containsExactly(true, true);
            publish(facts.revoked(WEB, PING), facts.revoked(WEB, GRE));
            turnFor(LAW);
            assertThat(arrive(probe)).containsExactly(false, false);
            publish(facts.authorized(WEB, PING), facts.authorized(WEB, GRE));
            flow.turn();
            assertThat(arrive(probe)).containsExactly(true, true);
        }
    }

    @Test
    void aConnectionRevokedWhileIdleStaysCutAfterTheEpochsHaveComeRoundTwice() {
        Talk talk = opened(Talk.tcpRequests(lab, laptop, web, REVOKED));
        speaks(talk);
        talk.pause();
        publish(facts.revoked(WEB, TCP));
        flow.turn();
        for (int change = 0; change < 16; change++) {
            publish(facts.revoked(WEB, UDP), facts.authorized(WEB, UDP));
            flow.turn();
            publish(facts.revoked(WEB, PING));
            flow.turn();
            publish(facts.authorized(WEB, PING));
            flow.turn();
        }
        long before = talk.arrived();
        talk.goOn();
        turnFor(SILENCE);
        assertThat(talk.arrived()).isEqualTo(before);
        publish(facts.authorized(WEB, TCP));
        flow.turn();
        speaks(talk);
    }

    @Test
    void aNewAgentEndsWhatTheOldOneLeftOpen() {
        Talk talk = opened(Talk.tcpRequests(lab, laptop, web, REVOKED));
        speaks(talk);
        history.add(facts.revoked(WEB, TCP));
        startAgent(HostPolicy.empty(HERE), PolicyImage.EMPTY);
        turnUntil("open", this::isOpen);
        isSilentWithinTheLaw(talk);
    }

    @Test
    void aConnectionEndsWithItsRuleThoughTheAgentWasRestartedWhileKafkaIsAway() {
        Instant deadline = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
        Rule ending = Facts.rule(
                6,
                Direction.INGRESS,
                RuleAction.ACCEPT,
                1,
                Protocol.TCP,
                ENDING + "/" + ENDING,
                cidr("0.0.0.0/0"),
                null,
                null,
                deadline);
        publish(facts.authorized(WEB, ending));
        flow.turn();
        Talk talk = opened(Talk.tcpRequests(lab, laptop, web, ENDING));
        Talk unrelated = opened(Talk.tcpPush(lab, laptop, web, UNRELATED));
        speaks(talk);
        FlowState before = Objects.requireNonNull(last);
        startAgent(before.enforcement().policy(), before.image());
        feed.setAway(true);
        speaks(talk);

        turnFor(Duration.between(Instant.now(), deadline));
        isSilentWithinTheLaw(talk);
        speaks(unrelated);
        assertThat(last).isNotNull().extracting(FlowState::state).isEqualTo(State.CATCHING_UP);
    }

    @Test
    void aDeletedInstanceHearsNoReplyAnyMore() {
        Talk talk = opened(Talk.udpReplies(lab, web, laptop, REVOKED));
        speaks(talk);
        publish(facts.deleted("eci-web"));
        isSilentWithinTheLaw(talk);
    }

    private List<Boolean> arrive(RawProbe probe) {
        InetAddress from = laptop.ipv4();
        InetAddress to = web.ipv4();
        return probe.fire(List.of(
                new RawProbe.Shot(laptop, FirstPacket.echo(from, to), web),
                new RawProbe.Shot(laptop, FirstPacket.other(from, to, FirstPacket.GRE), web)));
    }

    /** @param within TCP sends again what was lost when it sees fit */
    private void isCutAndComesBack(Talk talk, Rule rule, Duration within) {
        Talk unrelated = opened(Talk.tcpPush(lab, laptop, web, UNRELATED));
        speaks(talk);
        publish(facts.revoked(WEB, rule));
        isSilentWithinTheLaw(talk);
        speaks(unrelated);
        publish(facts.authorized(WEB, rule));
        flow.turn();
        speaks(talk, within);
        speaks(unrelated);
    }

    private void isSilentWithinTheLaw(Talk talk) {
        turnFor(LAW);
        long before = talk.arrived();
        turnFor(SILENCE);
        assertThat(talk.arrived()).isEqualTo(before);
    }

    private void speaks(Talk talk) {
        speaks(talk, BOUND);
    }

    private void speaks(Talk talk, Duration within) {
        long before = talk.arrived();
        turnUntil(within, "more than " + before + " messages", () -> talk.arrived() > before + 1);
    }

    private void turnFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        turnUntil("time passes", () -> System.nanoTime() > end);
    }

    private void turnUntil(String description, BooleanSupplier condition) {
        turnUntil(BOUND, description, condition);
    }

    private void turnUntil(Duration within, String description, BooleanSupplier condition) {
        Waiting.until(within, description, () -> {
            flow.turn();
            return condition.getAsBoolean();
        });
    }

    private void publish(EventRecord... records) {
        history.addAll(List.of(records));
        feed.publish(records);
    }

    private boolean isOpen() {
        return last != null && last.enforcement().enforcedInstances() == 1;
    }

    private void startAgent(HostPolicy before, PolicyImage known) {
        last = null;
        feed = new InMemoryFeed();
        feed.publish(history.toArray(EventRecord[]::new));
        flow = opened(new RealKernel(lab.inside(host), state))
                .flow(feed)
                .knows(before, known)
                .settings(SETTINGS)
                .observer((now, changed) -> last = now)
                .build();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }
}
