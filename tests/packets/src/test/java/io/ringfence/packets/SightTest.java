package io.ringfence.packets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.enforcement.DeniedFlow;
import io.ringfence.events.enforcement.DeniedFlow.Reason;
import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Topics;
import io.ringfence.lab.Answer;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent lets people see of real packets: which rule decided them, and which were denied. */
class SightTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int ALLOWED = 80;
    private static final int FORBIDDEN = 81;
    private static final int UNNAMED = 82;

    private OneHost host;
    private Told<DeniedFlow> denied;
    private Told<RuleUsage> used;

    @BeforeEach
    void start() {
        host = OneHost.start(
                "sight",
                List.of(ALLOWED, FORBIDDEN, UNNAMED),
                Map.of("ringfence.agent.denied-flows", "true", "ringfence.agent.rule-usage-every", "1s"));
        String kafka = Infrastructure.shared().bootstrapServers();
        denied = host.opened(new Told<>(kafka, Topics.DENIED_FLOWS, DeniedFlow.class));
        used = host.opened(new Told<>(kafka, Topics.RULE_USAGE, RuleUsage.class));
    }

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void everyDeniedPacketHasItsReasonAndEveryRuleItsCount() {
        SecurityGroupId group = host.guard("");
        List<Rule> rules = host.scribe()
                .authorize(
                        group,
                        Scribe.rules("ingress accept 1 tcp " + ALLOWED + "/" + ALLOWED + " 0.0.0.0/0\n"
                                + "ingress drop 1 tcp " + FORBIDDEN + "/" + FORBIDDEN + " 0.0.0.0/0"));
        host.agent().awaitEnforced(host.scribe());
        RuleId allows = rules.get(0).ruleId();
        RuleId forbids = rules.get(1).ruleId();

        assertThat(host.ask(ALLOWED)).isEqualTo(Answer.ANSWERED);
        assertThat(host.ask(FORBIDDEN)).isEqualTo(Answer.SILENT);
        assertThat(host.ask(UNNAMED)).isEqualTo(Answer.SILENT);

        DeniedFlow byRule = told(FORBIDDEN);
        assertThat(byRule.reason()).isEqualTo(Reason.RULE);
        assertThat(byRule.ruleId()).isEqualTo(forbids);
        assertThat(byRule.direction()).isEqualTo(Direction.INGRESS);
        assertThat(byRule.securityGroupId()).isEqualTo(group);
        assertThat(byRule.source())
                .isEqualTo(IpAddress.parse(host.laptop().ipv4().getHostAddress()));
        DeniedFlow byDefault = told(UNNAMED);
        assertThat(byDefault.reason()).isEqualTo(Reason.DEFAULT);
        assertThat(byDefault.ruleId()).isNull();

        Waiting.until(
                BOUND, "everybody knows that both rules decided", () -> hasCounted(allows) && hasCounted(forbids));
        Waiting.until(BOUND, "the host shows it too", () -> shownPackets(allows) > 0 && shownPackets(forbids) > 0);
        Waiting.until(
                BOUND,
                "both denied packets are counted",
                () -> host.agent().rules().path("denied").path("packets").asLong() >= 2);
        assertThat(host.agent().metrics())
                .containsPattern("ringfence_agent_dropped_packets_total\\{reason=\"denied\"\\} [1-9]")
                .containsPattern("ringfence_agent_denied_told_total\\{reason=\"RULE\"\\} [1-9]");
    }

    private DeniedFlow told(int port) {
        Waiting.until(
                BOUND,
                "it is told that port " + port + " was denied",
                () -> find(port).isPresent());
        return find(port).orElseThrow();
    }

    private Optional<DeniedFlow> find(int port) {
        return denied.all().stream()
                .filter(flow -> flow.host().equals(Scribe.hostName(host.host())) && flow.destinationPort() == port)
                .findFirst();
    }

    private boolean hasCounted(RuleId rule) {
        return used.all().stream()
                .anyMatch(usage -> usage.ruleId().equals(rule) && usage.packets() > 0 && usage.bytes() > 0);
    }

    private long shownPackets(RuleId rule) {
        return StreamSupport.stream(host.agent().rules().path("rules").spliterator(), false)
                .filter(shown -> shown.path("ruleId").asText().equals(rule.value()))
                .map(shown -> shown.path("packets"))
                .mapToLong(JsonNode::asLong)
                .sum();
    }
}
