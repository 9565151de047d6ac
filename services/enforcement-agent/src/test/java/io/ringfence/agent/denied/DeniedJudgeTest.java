package io.ringfence.agent.denied;

import static io.ringfence.agent.Facts.HERE;
import static io.ringfence.agent.Facts.WEB;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static io.ringfence.agent.Facts.rule;
import static io.ringfence.agent.Facts.ruleId;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.agent.enforce.Enforcement;
import io.ringfence.agent.render.Withheld;
import io.ringfence.events.enforcement.DeniedFlow;
import io.ringfence.events.enforcement.DeniedFlow.Reason;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.HostPolicy;
import io.ringfence.policy.resolve.HostPolicyResolver;
import io.ringfence.policy.verdict.Exemptions;
import io.ringfence.policy.verdict.Packet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeniedJudgeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final IpAddress INSIDE = IpAddress.parse("10.0.0.1");
    private static final IpAddress OUTSIDE = IpAddress.parse("10.9.9.9");
    private static final InstanceId WEB_1 = new InstanceId("eci-1");

    @Test
    void whoDidNotAcceptItAndByWhichRule() {
        DeniedFlow in = judged(Packet.tcp(OUTSIDE, 4_000, INSIDE, 81), Withheld.NOTHING);
        assertThat(in.reason()).isEqualTo(Reason.RULE);
        assertThat(in.ruleId()).isEqualTo(ruleId(2));
        assertThat(in.direction()).isEqualTo(Direction.INGRESS);
        assertThat(in.instanceId()).isEqualTo(WEB_1);
        assertThat(in.securityGroupId()).isEqualTo(WEB);
        assertThat(in.packets()).isEqualTo(3);
        assertThat(in.key()).isEqualTo(WEB.value());

        DeniedFlow out = judged(Packet.udp(INSIDE, 4_000, OUTSIDE, 53), Withheld.NOTHING);
        assertThat(out.reason()).isEqualTo(Reason.RULE);
        assertThat(out.ruleId()).isEqualTo(ruleId(3));
        assertThat(out.direction()).isEqualTo(Direction.EGRESS);
    }

    @Test
    void whereNoRuleMatchesItIsTheDefault() {
        DeniedFlow flow = judged(Packet.tcp(OUTSIDE, 4_000, INSIDE, 82), Withheld.NOTHING);
        assertThat(flow.reason()).isEqualTo(Reason.DEFAULT);
        assertThat(flow.ruleId()).isNull();
        assertThat(flow.direction()).isEqualTo(Direction.INGRESS);
    }

    @Test
    void whereNobodyMaySpeakItIsClosed() {
        Packet elsewhere = Packet.tcp(OUTSIDE, 4_000, IpAddress.parse("10.8.8.8"), 80);
        assertThat(judged(elsewhere, Withheld.NOTHING).reason()).isEqualTo(Reason.CLOSED);
        assertThat(judged(elsewhere, Withheld.NOTHING).key()).isEqualTo(HERE.value());

        Withheld bridged = new Withheld(Set.of(WEB_1), Set.of());
        assertThat(judged(Packet.tcp(OUTSIDE, 4_000, INSIDE, 80), bridged).reason())
                .isEqualTo(Reason.CLOSED);
    }

    @Test
    void whatIsAcceptedByNowIsNotKnown() {
        assertThat(judged(Packet.tcp(OUTSIDE, 4_000, INSIDE, 80), Withheld.NOTHING)
                        .reason())
                .isEqualTo(Reason.NOT_KNOWN);
    }

    private static DeniedFlow judged(Packet packet, Withheld withheld) {
        Facts facts = new Facts();
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        Stream.of(
                        facts.group(WEB),
                        facts.rules(
                                WEB,
                                accept(1, Direction.INGRESS, Protocol.TCP, "80/80", cidr("0.0.0.0/0")),
                                drops(2, Direction.INGRESS, Protocol.TCP, "81/81"),
                                drops(3, Direction.EGRESS, Protocol.UDP, "53/53")),
                        facts.instance(WEB_1.value(), WEB, HERE, "sg1", INSIDE.toString()))
                .forEach(delta::replay);
        HostPolicy policy = HostPolicyResolver.resolve(delta.apply(), NOW, HostPolicy.empty(HERE), waiting -> false);
        Enforcement enforcement = new Enforcement(policy, withheld, List.of(), Optional.empty());
        return new DeniedJudge(enforcement, Exemptions.DEFAULT).judge(packet, 3, NOW);
    }

    private static Rule drops(int number, Direction direction, Protocol protocol, String ports) {
        return rule(number, direction, RuleAction.DROP, 1, protocol, ports, cidr("0.0.0.0/0"), null, null, null);
    }
}
