package io.ringfence.agent;

import static io.ringfence.agent.Facts.APP;
import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.agent.condition.NetlinkConditionReader;
import io.ringfence.agent.feed.InMemoryFeed;
import io.ringfence.agent.report.Reporter;
import io.ringfence.agent.status.AgentStatus;
import io.ringfence.agent.status.AgentStatus.InstanceState;
import io.ringfence.agent.status.StatusBoard;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Drift;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.lab.Answer;
import io.ringfence.lab.FirstPacket;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.RawProbe;
import io.ringfence.lab.Responders;
import io.ringfence.nativecalls.NetworkNamespace;
import io.ringfence.testing.Waiting;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow over a real kernel: a host in a namespace, instances on veth pairs, real packets. */
class FlowInKernelTest {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final int OPEN = 80;
    private static final int SHUT = 81;
    private static final Rule HTTP = accept(80, Direction.INGRESS, Protocol.TCP, "80/80", cidr("0.0.0.0/0"));
    private static final Rule PING = accept(8, Direction.INGRESS, Protocol.ICMP, "-1/-1", cidr("0.0.0.0/0"));

    private final LabPlan plan = LabPlan.ofThisProcess("agent")
            .host("h1")
            .instance("web1", "h1")
            .instance("web2", "h1")
            .instance("app", "h1")
            .outside("laptop", "h1");
    private final Machine host = plan.machine("h1");
    private final Machine web1 = plan.machine("web1");
    private final Machine web2 = plan.machine("web2");
    private final Machine app = plan.machine("app");
    private final Machine laptop = plan.machine("laptop");

    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private final StatusBoard board = new StatusBoard();
    private final List<EnforcementReport> reports = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path state;

    private NetnsLab lab;
    private Prober prober;
    private AgentFlow flow;

    @BeforeEach
    void buildLabAndFlow() {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        lab = opened(NetnsLab.build(plan));
        opened(Responders.start(lab, plan.machines(), List.of(OPEN, SHUT)));
        prober = new Prober(lab, Duration.ofSeconds(1));
        NetworkNamespace namespace = lab.inside(host);
        Clock clock = Clock.systemUTC();
        RealKernel kernel = opened(new RealKernel(namespace, state));
        Reporter reporter = new Reporter(HERE, Announcer.mode(kernel.table()), reports::add, clock);
        flow = kernel.flow(feed)
                .observer(new Announcer(
                        HERE,
                        namespace.label(),
                        kernel.table(),
                        reporter,
                        board,
                        new NetlinkConditionReader(namespace),
                        clock))
                .build();
    }

    @AfterEach
    void removeLab() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void packetsPassAsThePolicySaysAndStopWhenItChanges() {
        assertThat(prober.ask(Question.ping(laptop, web1.ipv4()))).isEqualTo(Answer.ANSWERED);
        flow.turn();
        assertThat(prober.ask(Question.ping(laptop, web1.ipv4())))
                .as("closed until known")
                .isEqualTo(Answer.SILENT);

        publishEverything();
        turnUntil(
                "in sync",
                () -> status().state() == State.IN_SYNC && status().instances().size() == 3);
        turnUntil("all open", () -> status().instances().stream().allMatch(i -> i.state() == InstanceState.ENFORCED));

        expect(
                Answer.ANSWERED,
                Question.tcp(laptop, web1.ipv4(), OPEN),
                Question.ping(laptop, web1.ipv4()),
                Question.tcp(host, web1.ipv4(), OPEN),
                Question.tcp(app, web1.ipv4(), OPEN),
                Question.tcp(web1, web2.ipv4(), SHUT),
                Question.udp(web1, web2.ipv6(), SHUT),
                Question.ping(web2, web1.ipv6()),
                Question.tcp(web1, host.ipv4(), SHUT),
                Question.ping(web1, host.ipv6()),
                Question.tcp(app, laptop.ipv6(), SHUT),
                Question.ping(app, laptop.ipv4()));
        expect(
                Answer.SILENT,
                Question.tcp(laptop, web1.ipv4(), SHUT),
                Question.tcp(laptop, web1.ipv6(), OPEN),
                Question.ping(laptop, web1.ipv6()),
                Question.tcp(host, web1.ipv4(), SHUT),
                Question.ping(host, app.ipv6()),
                Question.tcp(app, web1.ipv4(), SHUT),
                Question.tcp(web1, app.ipv4(), OPEN),
                Question.ping(web1, app.ipv6()));

        feed.publish(facts.revoked(WEB, HTTP));
        flow.turn();
        expect(Answer.SILENT, Question.tcp(laptop, web1.ipv4(), OPEN), Question.tcp(host, web1.ipv4(), OPEN));
        expect(Answer.ANSWERED, Question.ping(laptop, web1.ipv4()));
    }

    @Test
    void aRuleEndsAtItsDeadlineAlsoWhenTheAgentDoesNothing() {
        publishEverything();
        turnUntil("all open", () -> status().groups().size() == 2 && everyInstance(InstanceState.ENFORCED));
        publish(until(Instant.now().plusSeconds(4)));
        expect(Answer.ANSWERED, Question.tcp(laptop, web1.ipv4(), SHUT));
        Waiting.until(
                Duration.ofSeconds(10),
                "ended by itself",
                () -> prober.ask(Question.tcp(laptop, web1.ipv4(), SHUT)) == Answer.SILENT);
        expect(Answer.ANSWERED, Question.tcp(laptop, web1.ipv4(), OPEN));
    }

    private void publish(Rule rule) {
        feed.publish(facts.authorized(WEB, rule));
        flow.turn();
    }

    private static Rule until(Instant deadline) {
        return Facts.rule(
                81,
                Direction.INGRESS,
                RuleAction.ACCEPT,
                1,
                Protocol.TCP,
                SHUT + "/" + SHUT,
                cidr("0.0.0.0/0"),
                null,
                null,
                deadline);
    }

    @Test
    void aForgedSourceNeverLeavesItsInterface() {
        publishEverything();
        turnUntil("all open", () -> status().groups().size() == 2 && everyInstance(InstanceState.ENFORCED));
        try (RawProbe probe = new RawProbe(lab)) {
            InetAddress to = laptop.ipv4();
            List<Boolean> arrived = probe.fire(List.of(
                    new RawProbe.Shot(app, FirstPacket.udp(app.ipv4(), 4_000, to, 5_000), laptop),
                    new RawProbe.Shot(app, FirstPacket.udp(web1.ipv4(), 4_001, to, 5_001), laptop),
                    new RawProbe.Shot(app, FirstPacket.udp(web1.ipv6(), 4_002, laptop.ipv6(), 5_002), laptop),
                    new RawProbe.Shot(app, FirstPacket.udp(app.ipv6(), 4_003, laptop.ipv6(), 5_003), laptop)));
            assertThat(arrived).containsExactly(true, false, false, true);
        }
    }

    @Test
    void anInstanceOnABridgedInterfaceIsFailedAndNeverEnforced() {
        publishEverything();
        turnUntil("all open", () -> status().groups().size() == 2 && everyInstance(InstanceState.ENFORCED));
        inHost("ip", "link", "add", "br0", "type", "bridge");
        inHost("ip", "link", "set", app.hostInterface(), "master", "br0");

        turnUntil("noticed", () -> stateOf("eci-app") == InstanceState.FAILED);
        assertThat(status().failures())
                .extracting(Failure::subject, Failure::code)
                .containsExactly(tuple("instance:eci-app", "INTERFACE_BRIDGED"));
        EnforcementReport report = reports.get(reports.size() - 1);
        assertThat(report.failures()).extracting(Failure::code).containsExactly("INTERFACE_BRIDGED");
        assertThat(report.instances()).isEqualTo(2);
        assertThat(inHost("nft", "list", "map", "inet", "ringfence", "dispatch_in"))
                .doesNotContain("\"" + app.hostInterface() + "\"");

        inHost("ip", "link", "set", app.hostInterface(), "nomaster");
        turnUntil("enforced again", () -> stateOf("eci-app") == InstanceState.ENFORCED);
        expect(Answer.ANSWERED, Question.ping(app, laptop.ipv4()));
    }

    @Test
    void whateverOthersDoToTheTableIsUndoneAndToldWhileOtherTablesAreTheirs() {
        publishEverything();
        turnUntil("all open", () -> status().groups().size() == 2 && everyInstance(InstanceState.ENFORCED));
        inHost("nft", "add table inet others; add chain inet others mine; add rule inet others mine counter");
        String others = inHost("nft", "list", "table", "inet", "others");
        turnFor(Duration.ofSeconds(1));
        assertThat(status().drift()).as("another table is none of ours").isNull();

        isUndone("the table deleted", "delete table inet ringfence");
        isUndone("rule added to forward", "insert rule inet ringfence forward accept");
        isUndone("rule deleted from conn", "flush chain inet ringfence conn");
        isUndone("element deleted from bind4", "flush set inet ringfence bind4");
        isUndone("chain made: hole", "add chain inet ringfence hole");
        isUndone(
                "chain deleted: in-" + WEB,
                "flush map inet ringfence dispatch_in; delete chain inet ringfence in-" + WEB);
        isUndone("rule deleted from deny", "flush table inet ringfence");
        assertThat(inHost("nft", "list", "table", "inet", "others")).isEqualTo(others);
    }

    @Test
    void anotherTableThatDropsIsToldWithTheRuleThatHelps() {
        inHost(
                "nft",
                "add table ip filter; add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }");
        inHost("nft", "add chain ip filter INPUT { type filter hook input priority 0; policy accept; }");
        publishEverything();
        turnUntil("all open", () -> status().groups().size() == 2 && everyInstance(InstanceState.ENFORCED));
        assertThat(prober.ask(Question.tcp(laptop, web1.ipv4(), OPEN))).isEqualTo(Answer.SILENT);
        assertThat(status().condition().warnings())
                .singleElement()
                .asString()
                .startsWith("table ip filter, chain FORWARD, drops in forward what it does not accept");
        assertThat(status().condition().connectionsAtMost()).isPositive();

        String warning = status().condition().warnings().get(0);
        inHost("nft", warning.substring(warning.indexOf("nft insert")).replace("nft insert", "insert"));
        expect(Answer.ANSWERED, Question.tcp(laptop, web1.ipv4(), OPEN), Question.ping(app, laptop.ipv4()));
        expect(Answer.SILENT, Question.tcp(laptop, web1.ipv4(), SHUT));
    }

    private void isUndone(String what, String command) {
        long before = drifts();
        inHost("nft", command);
        turnUntil("undone: " + command, () -> drifts() > before);
        Drift drift = Objects.requireNonNull(status().drift());
        assertThat(drift.what()).contains(what);
        assertThat(drift.by()).startsWith("nft, process ");
        assertThat(reports.get(reports.size() - 1).drift()).isEqualTo(drift);
        expect(Answer.SILENT, Question.tcp(laptop, web1.ipv4(), SHUT));
        expect(Answer.ANSWERED, Question.tcp(laptop, web1.ipv4(), OPEN), Question.ping(web1, host.ipv4()));
    }

    private long drifts() {
        Drift drift = status().drift();
        return drift == null ? 0 : drift.count();
    }

    private void turnFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        turnUntil("time passes", () -> System.nanoTime() > end);
    }

    private void publishEverything() {
        feed.publish(
                facts.group(WEB),
                facts.rules(WEB, HTTP, PING),
                facts.group(APP, SecurityGroupType.BASIC, InnerAccessPolicy.DROP),
                facts.rules(APP),
                registered(web1, WEB),
                registered(web2, WEB),
                registered(app, APP));
    }

    private EventRecord registered(Machine machine, SecurityGroupId group) {
        return facts.instance(
                "eci-" + machine.name(),
                group,
                HERE,
                machine.hostInterface(),
                machine.addresses().stream().map(InetAddress::getHostAddress).toArray(String[]::new));
    }

    private void expect(Answer answer, Question... questions) {
        List<Answer> answers = prober.ask(List.of(questions));
        for (int i = 0; i < questions.length; i++) {
            assertThat(answers.get(i)).as(questions[i].toString()).isEqualTo(answer);
        }
    }

    private void turnUntil(String description, BooleanSupplier condition) {
        Waiting.until(BOUND, description, () -> {
            flow.turn();
            return board.newest().isPresent() && condition.getAsBoolean();
        });
    }

    private AgentStatus status() {
        return board.newest().orElseThrow();
    }

    private boolean everyInstance(InstanceState wanted) {
        return status().instances().stream().allMatch(instance -> instance.state() == wanted);
    }

    private InstanceState stateOf(String id) {
        return status().instances().stream()
                .filter(instance -> instance.instanceId().value().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private String inHost(String... command) {
        return lab.inside(host).call(() -> {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("%s: %s", String.join(" ", command), said)
                    .isZero();
            return said;
        });
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }
}
