package io.ringfence.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.enforcement.DeniedFlow;
import io.ringfence.events.enforcement.DeniedFlow.Reason;
import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.wire.Topics;
import io.ringfence.lab.Answer;
import io.ringfence.lab.LabPlan;
import io.ringfence.lab.Machine;
import io.ringfence.lab.NetnsLab;
import io.ringfence.lab.Prober;
import io.ringfence.lab.Question;
import io.ringfence.lab.Responders;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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

    private final LabPlan plan =
            LabPlan.ofThisProcess("sight").host("h1").instance("web", "h1").outside("laptop", "h1");
    private final Machine host = plan.machine("h1");
    private final Machine web = plan.machine("web");
    private final Machine laptop = plan.machine("laptop");
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Scribe scribe;
    private Prober prober;
    private Agent agent;
    private Told<DeniedFlow> denied;
    private Told<RuleUsage> used;

    @BeforeEach
    void startAgent() {
        NetnsLab.missing().ifPresent(lack -> assumeTrue(false, "skipped: " + lack));
        String kafka = Infrastructure.shared().bootstrapServers();
        NetnsLab lab = opened(NetnsLab.build(plan));
        scribe = opened(new Scribe(kafka));
        denied = opened(new Told<>(kafka, Topics.DENIED_FLOWS, DeniedFlow.class));
        used = opened(new Told<>(kafka, Topics.RULE_USAGE, RuleUsage.class));
        opened(Responders.start(lab, List.of(web), List.of(ALLOWED, FORBIDDEN, UNNAMED)));
        prober = new Prober(lab, Duration.ofSeconds(1));
        agent = opened(Agent.start(
                host, kafka, Map.of("ringfence.agent.denied-flows", "true", "ringfence.agent.rule-usage-every", "1s")));
    }

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
    void everyDeniedPacketHasItsReasonAndEveryRuleItsCount() {
        SecurityGroupId group = Scribe.newGroupId();
        scribe.group(group, SecurityGroupType.BASIC, InnerAccessPolicy.DROP, List.of());
        List<Rule> rules = scribe.authorize(
                group,
                Scribe.rules("ingress accept 1 tcp " + ALLOWED + "/" + ALLOWED + " 0.0.0.0/0\n" + "ingress drop 1 tcp "
                        + FORBIDDEN + "/" + FORBIDDEN + " 0.0.0.0/0"));
        scribe.register(web, host, group);
        agent.awaitEnforced(scribe);
        RuleId allows = rules.get(0).ruleId();
        RuleId forbids = rules.get(1).ruleId();

        assertThat(ask(ALLOWED)).isEqualTo(Answer.ANSWERED);
        assertThat(ask(FORBIDDEN)).isEqualTo(Answer.SILENT);
        assertThat(ask(UNNAMED)).isEqualTo(Answer.SILENT);

        DeniedFlow byRule = told(FORBIDDEN);
        assertThat(byRule.reason()).isEqualTo(Reason.RULE);
        assertThat(byRule.ruleId()).isEqualTo(forbids);
        assertThat(byRule.direction()).isEqualTo(Direction.INGRESS);
        assertThat(byRule.securityGroupId()).isEqualTo(group);
        assertThat(byRule.source()).isEqualTo(IpAddress.parse(laptop.ipv4().getHostAddress()));
        DeniedFlow byDefault = told(UNNAMED);
        assertThat(byDefault.reason()).isEqualTo(Reason.DEFAULT);
        assertThat(byDefault.ruleId()).isNull();

        Waiting.until(
                BOUND, "everybody knows that both rules decided", () -> hasCounted(allows) && hasCounted(forbids));
        Waiting.until(BOUND, "the host shows it too", () -> shownPackets(allows) > 0 && shownPackets(forbids) > 0);
        Waiting.until(
                BOUND,
                "both denied packets are counted",
                () -> agent.rules().path("denied").path("packets").asLong() >= 2);
        assertThat(agent.metrics())
                .containsPattern("ringfence_agent_dropped_packets_total\\{reason=\"denied\"\\} [1-9]")
                .containsPattern("ringfence_agent_denied_told_total\\{reason=\"RULE\"\\} [1-9]");
    }

    private Answer ask(int port) {
        return prober.ask(Question.tcp(laptop, web.ipv4(), port));
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
                .filter(flow -> flow.host().equals(Scribe.hostName(host)) && flow.destinationPort() == port)
                .findFirst();
    }

    private boolean hasCounted(RuleId rule) {
        return used.all().stream()
                .anyMatch(usage -> usage.ruleId().equals(rule) && usage.packets() > 0 && usage.bytes() > 0);
    }

    private long shownPackets(RuleId rule) {
        return StreamSupport.stream(agent.rules().path("rules").spliterator(), false)
                .filter(shown -> shown.path("ruleId").asText().equals(rule.value()))
                .map(shown -> shown.path("packets"))
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }
}
