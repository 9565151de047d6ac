package io.ringfence.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.lab.Answer;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.Responders;
import io.ringfence.lab.Talk;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.process.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes and what does not while the agent comes, dies, goes and comes back. */
class AgentLifeTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int CLOSED = 80;
    private static final int OPEN = 81;
    private static final int LONG = 82;
    private static final int PINGS = Boolean.getBoolean("ringfence.test.long") ? 6_000 : 500;
    private static final int RESTART_EVERY = 20;

    /** Nobody listens there. */
    private static final String NO_KAFKA = "127.0.0.1:9";

    private final LabPlan plan =
            LabPlan.ofThisProcess("life").host("h1").instance("web", "h1").outside("laptop", "h1");
    private final Machine host = plan.machine("h1");
    private final Machine web = plan.machine("web");
    private final Machine laptop = plan.machine("laptop");
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private NetnsLab lab;
    private Scribe scribe;
    private Prober prober;
    private Agent agent;

    @BeforeEach
    void startAgent() {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        String kafka = Infrastructure.shared().bootstrapServers();
        lab = opened(NetnsLab.build(plan));
        scribe = opened(new Scribe(kafka));
        opened(Responders.start(lab, List.of(web), List.of(CLOSED, OPEN)));
        prober = new Prober(lab, Duration.ofSeconds(1));
        agent = opened(Agent.start(host, kafka));
    }

    /** The addresses are free for the next test, which has the same topics. */
    @AfterEach
    void close() throws Exception {
        if (scribe != null) {
            scribe.deleteInstances();
        }
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void nobodyGetsInWhileTheAgentDiesAndTheHostComesUpAgainUntilTheTableIsRemoved() {
        Waiting.until(
                BOUND,
                "closed before any instance is known",
                () -> nft("list", "tables").contains("table inet ringfence"));
        Intruder intruder = opened(Intruder.start(lab, laptop, web, CLOSED));
        SecurityGroupId group = Scribe.newGroupId();
        scribe.group(
                group,
                SecurityGroupType.BASIC,
                InnerAccessPolicy.DROP,
                Scribe.rules("ingress accept 1 tcp " + OPEN + "/" + OPEN + " 0.0.0.0/0"));
        scribe.register(web, host, group);
        agent.awaitEnforced(scribe);
        isOpen();

        agent.kill();
        isOpen();
        agent.startAgain();
        agent.awaitEnforced(scribe);
        isOpen();

        agent.close();
        isOpen();
        agent.kafkaIsAt(NO_KAFKA);
        agent.startAgain();
        Waiting.until(BOUND, "the agent looks for Kafka", () -> agent.status().has("kafka"));
        isOpen();

        agent.kill();
        nft(
                "add table inet down; add chain inet down nothing { type filter hook forward priority -300; policy drop; }");
        nft("delete", "table", "inet", "ringfence");
        assertThat(agent.command("restore")).contains("Restored the policy of 1 instances");
        nft("delete", "table", "inet", "down");
        isOpen();
        assertThat(agent.command("restore")).contains("which stays");

        agent.kafkaIsAt(Infrastructure.shared().bootstrapServers());
        agent.startAgain();
        agent.awaitEnforced(scribe);
        isOpen();
        assertThat(intruder.attempts()).isPositive();
        assertThat(intruder.accepted())
                .as("of %d attempts", intruder.attempts())
                .isZero();

        agent.close();
        assertThat(agent.command("remove")).contains("nothing is guarded any more");
        Waiting.until(BOUND, "nothing is guarded any more", () -> intruder.accepted() > 0);
    }

    /** Beside a run without any change, in which the machine may lose something by itself. */
    @Test
    void nothingIsLostOfWhatEveryPolicyAllows() {
        SecurityGroupId group = Scribe.newGroupId();
        scribe.group(
                group,
                SecurityGroupType.BASIC,
                InnerAccessPolicy.DROP,
                Scribe.rules("ingress accept 1 tcp " + LONG + "/" + LONG + " 0.0.0.0/0\n"
                        + "ingress accept 1 icmp -1/-1 0.0.0.0/0"));
        scribe.register(web, host, group);
        agent.awaitEnforced(scribe);
        SentAgain sentAgain = new SentAgain(lab, laptop);
        Talk talk = opened(Talk.tcpRequests(lab, laptop, web, LONG));
        Pings quiet = opened(Pings.start(laptop, web, PINGS));
        assertThat(quiet.lost()).as("lost without a change").isZero();
        long sentAgainBefore = sentAgain.segments();

        Pings pings = opened(Pings.start(laptop, web, PINGS));
        int changes = 0;
        while (pings.isUnderWay()) {
            change(group);
            changes += 2;
            if (changes % RESTART_EVERY == 2) {
                agent.kill();
                agent.startAgain();
                agent.awaitEnforced(scribe);
            }
        }
        assertThat(pings.lost()).as("lost in %d changes", changes).isZero();
        assertThat(sentAgain.segments()).as("sent again in %d changes", changes).isEqualTo(sentAgainBefore);
        assertThat(changes).isPositive();
        assertThat(talk.goesOnWithin(BOUND)).isTrue();
    }

    /** One rule more, then one less, each enforced; that they drop what is not spoken here makes no difference. */
    private void change(SecurityGroupId group) {
        List<Rule> rules = scribe.authorize(group, Scribe.rules("ingress drop 2 tcp 1000/2000 10.0.0.0/8"));
        agent.awaitEnforced(scribe);
        scribe.revoke(group, rules);
        agent.awaitEnforced(scribe);
    }

    /** As under the systemd unit: in the host's own namespace, with one capability and no way to get another. */
    @Test
    void theCapabilityToChangeTheNetworkIsAllThatTheAgentNeeds() {
        SecurityGroupId group = Scribe.newGroupId();
        scribe.group(
                group,
                SecurityGroupType.BASIC,
                InnerAccessPolicy.DROP,
                Scribe.rules("ingress accept 1 tcp " + OPEN + "/" + OPEN + " 0.0.0.0/0"));
        scribe.register(web, host, group);
        agent.awaitEnforced(scribe);
        agent.close();
        nft("delete", "table", "inet", "ringfence");

        ServiceProcess bare = opened(new ServiceProcess("agent-bare", "services/enforcement-agent", bareSettings())
                .under(
                        "ip",
                        "netns",
                        "exec",
                        host.namespace(),
                        "setpriv",
                        "--no-new-privs",
                        "--bounding-set=-all,+net_admin",
                        "--inh-caps=-all,+net_admin"));
        bare.start();
        Waiting.until(
                BOUND, () -> "enforced; " + bare.logTail(), () -> status(bare).contains("\"ENFORCED\""));
        assertThat(status(bare)).contains("\"mode\":\"KERNEL\"").contains("libnftables in process");
        isOpen();
        assertThat(prober.ask(Question.tcp(laptop, web.ipv4(), CLOSED))).isEqualTo(Answer.SILENT);

        nft("delete", "table", "inet", "ringfence");
        Waiting.until(BOUND, "restored", () -> nft("list", "tables").contains("table inet ringfence"));
        assertThat(status(bare)).contains("the table deleted");
    }

    private void isOpen() {
        assertThat(prober.ask(Question.tcp(laptop, web.ipv4(), OPEN))).isEqualTo(Answer.ANSWERED);
    }

    private Map<String, String> bareSettings() {
        return Map.of(
                "kafka.bootstrap.servers", NO_KAFKA,
                "ringfence.agent.host", Scribe.hostName(host).value(),
                "ringfence.agent.state-directory", Agent.state(host).toString());
    }

    /** Asked from within the namespace, as it listens on that one's loopback; empty while it does not answer. */
    private String status(ServiceProcess process) {
        return lab.inside(host).call(() -> {
            try (InputStream answer = process.uri("/status").toURL().openStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException starting) {
                return "";
            }
        });
    }

    private String nft(String... arguments) {
        return lab.inside(host).call(() -> {
            List<String> command = new ArrayList<>(List.of("nft"));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
            return said;
        });
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }
}
