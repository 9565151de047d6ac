package io.ringfence.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.lab.Answer;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Talk;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.process.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final String OPEN_TO_ALL = "ingress accept 1 tcp " + OPEN + "/" + OPEN + " 0.0.0.0/0";
    private static final int LONG = 82;
    private static final int PINGS = Boolean.getBoolean("ringfence.test.long") ? 6_000 : 500;
    private static final int CHANGES = Boolean.getBoolean("ringfence.test.long") ? 200 : 2;
    private static final int RESTART_EVERY = 20;

    /** Nobody listens there. */
    private static final String NO_KAFKA = "127.0.0.1:9";

    private OneHost one;
    private NetnsLab lab;
    private Scribe scribe;
    private Agent agent;

    @BeforeEach
    void startAgent() {
        one = OneHost.start("life", List.of(CLOSED, OPEN), Map.of());
        lab = one.lab();
        scribe = one.scribe();
        agent = one.agent();
    }

    @AfterEach
    void close() {
        if (one != null) {
            one.close();
        }
    }

    @Test
    void nobodyGetsInWhileTheAgentDiesAndTheHostComesUpAgainUntilTheTableIsRemoved() {
        Waiting.until(
                BOUND,
                "closed before any instance is known",
                () -> nft("list", "tables").contains("table inet ringfence"));
        Intruder intruder = one.opened(Intruder.start(lab, one.laptop(), one.web(), CLOSED));
        one.guard(OPEN_TO_ALL);
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

    @Test
    void nobodyGetsInWhileTheHostIsSwitchedOffAndOnAndKafkaIsAway() {
        one.guard(OPEN_TO_ALL);
        Intruder intruder = one.opened(Intruder.start(lab, one.laptop(), one.web(), CLOSED));
        agent.close();
        agent.kafkaIsAt(NO_KAFKA);

        lab.restartHost(() -> assertThat(agent.command("restore")).contains("Restored the policy of 1 instances"));

        isOpen();
        long before = intruder.attempts();
        Waiting.until(BOUND, "the intruder goes on", () -> intruder.attempts() > before + 100);
        agent.startAgain();
        Waiting.until(BOUND, "the agent looks for Kafka", () -> agent.status().has("kafka"));
        isOpen();
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
        SecurityGroupId group = one.guard(
                "ingress accept 1 tcp " + LONG + "/" + LONG + " 0.0.0.0/0\n" + "ingress accept 1 icmp -1/-1 0.0.0.0/0");
        SentAgain sentAgain = new SentAgain(lab, one.laptop());
        Talk talk = one.opened(Talk.tcpRequests(lab, one.laptop(), one.web(), LONG));
        Pings quiet = one.opened(Pings.start(one.laptop(), one.web(), PINGS));
        assertThat(quiet.lost()).as("lost without a change").isZero();
        long sentAgainBefore = sentAgain.segments();

        int lost = 0;
        int changes = 0;
        while (changes < CHANGES) {
            Pings pings = one.opened(Pings.start(one.laptop(), one.web(), PINGS));
            while (pings.isUnderWay()) {
                change(group);
                changes += 2;
                if (changes % RESTART_EVERY == 2) {
                    agent.kill();
                    agent.startAgain();
                    agent.awaitEnforced(scribe);
                }
            }
            lost += pings.lost();
        }
        System.out.printf("%d pings at a time, %d changes: %d lost%n", PINGS, changes, lost);
        assertThat(lost).as("lost in %d changes", changes).isZero();
        assertThat(sentAgain.segments()).as("sent again in %d changes", changes).isEqualTo(sentAgainBefore);
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
        one.guard(OPEN_TO_ALL);
        agent.close();
        nft("delete", "table", "inet", "ringfence");

        ServiceProcess bare = one.opened(new ServiceProcess("agent-bare", "services/enforcement-agent", bareSettings())
                .under(
                        "ip",
                        "netns",
                        "exec",
                        one.host().namespace(),
                        "setpriv",
                        "--no-new-privs",
                        "--bounding-set=-all,+net_admin",
                        "--inh-caps=-all,+net_admin"));
        bare.start();
        Waiting.until(
                BOUND, () -> "enforced; " + bare.logTail(), () -> status(bare).contains("\"ENFORCED\""));
        assertThat(status(bare)).contains("\"mode\":\"KERNEL\"").contains("libnftables in process");
        assertThat(bare.logTail()).contains("\"level\":\"INFO\",\"message\":\"Enforcing the policy of host ");
        isOpen();
        assertThat(one.ask(CLOSED)).isEqualTo(Answer.SILENT);

        nft("delete", "table", "inet", "ringfence");
        Waiting.until(BOUND, "restored", () -> nft("list", "tables").contains("table inet ringfence"));
        assertThat(status(bare)).contains("the table deleted");
    }

    private void isOpen() {
        assertThat(one.ask(OPEN)).isEqualTo(Answer.ANSWERED);
    }

    private Map<String, String> bareSettings() {
        return Map.of(
                "quarkus.log.console.json.enabled",
                "true",
                "kafka.bootstrap.servers",
                NO_KAFKA,
                "ringfence.agent.host",
                Scribe.hostName(one.host()).value(),
                "ringfence.agent.state-directory",
                Agent.state(one.host()).toString());
    }

    /** Asked from within the namespace, as it listens on that one's loopback; empty while it does not answer. */
    private String status(ServiceProcess process) {
        return lab.inside(one.host()).call(() -> {
            try (InputStream answer = process.uri("/status").toURL().openStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException starting) {
                return "";
            }
        });
    }

    private String nft(String... arguments) {
        return lab.inside(one.host()).call(() -> {
            List<String> command = new ArrayList<>(List.of("nft"));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
            return said;
        });
    }
}
