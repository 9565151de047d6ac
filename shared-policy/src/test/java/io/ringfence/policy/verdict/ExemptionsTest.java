package io.ringfence.policy.verdict;

import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.ADVANCED;
import static io.ringfence.policy.verdict.Judging.icmp;
import static io.ringfence.policy.verdict.Judging.ip;
import static io.ringfence.policy.verdict.Judging.tcp;
import static io.ringfence.policy.verdict.Judging.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.SecurityGroupId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dropped before the policy is asked, and what passes without asking it. */
class ExemptionsTest {
    private static final String OUTSIDE = "192.0.2.1";
    private static final String A = "10.0.0.1";
    private static final String A_V6 = "fd00::1";
    private static final String LINK_LOCAL = "fe80::1";

    private final Judging judging = new Judging();
    private final SecurityGroupId closed = judging.story.group(ADVANCED, DROP);
    private final SecurityGroupId wide = judging.story.group(ADVANCED, DROP);
    private final InstanceId a = judging.story.member(closed, A, A_V6);
    private final InstanceId b = judging.story.member(wide, "10.0.0.2", "fd00::2");

    @BeforeEach
    void oneGroupAcceptsEverything() {
        judging.story.authorize(
                wide,
                "egress accept 1 all -1/-1 0.0.0.0/0",
                "egress accept 1 all -1/-1 ::/0",
                "ingress accept 1 all -1/-1 0.0.0.0/0",
                "ingress accept 1 all -1/-1 ::/0");
    }

    private Reason egressOf(Packet packet) {
        return judging.judge(packet).egress().reason();
    }

    private Reason ingressOf(Packet packet) {
        return judging.judge(packet).ingress().reason();
    }

    @Test
    void aSourceThatIsNotTheSendersOwnIsDroppedWhateverItsRulesSay() {
        judging.assertAccepted(tcp("10.0.0.2", OUTSIDE, 80).sentBy(b));
        assertThat(egressOf(tcp("10.0.0.99", OUTSIDE, 80).sentBy(b))).isEqualTo(Reason.SPOOFED);
        assertThat(egressOf(tcp(A, OUTSIDE, 80).sentBy(b))).isEqualTo(Reason.SPOOFED);
    }

    @Test
    void anInstanceThatNobodyKnowsSendsNothing() {
        judging.assertDropped(tcp("10.0.0.99", OUTSIDE, 80).sentBy(new InstanceId("stranger")));
    }

    @Test
    void anAddressThatALaterInstanceTookOverIsNotTheEarlierOnesAnyMore() {
        InstanceId later = judging.story.member(wide, A);

        assertThat(egressOf(tcp(A, OUTSIDE, 80).sentBy(a))).isEqualTo(Reason.SPOOFED);
        judging.assertAccepted(tcp(A, OUTSIDE, 80).sentBy(later));
    }

    @ParameterizedTest
    @ValueSource(ints = {131, 132, 133, 135, 136, 143})
    void neighbourDiscoveryAndListenerReportsLeaveAnInstanceFromBeforeItsAddressAndFromItsOwn(int type) {
        for (String source : List.of("::", LINK_LOCAL, A_V6)) {
            assertThat(egressOf(icmp(source, "ff02::1", type).sentBy(a))).isEqualTo(Reason.EXEMPT);
        }
        assertThat(egressOf(icmp("fd00::2", "ff02::1", type).sentBy(a))).isEqualTo(Reason.SPOOFED);
    }

    @ParameterizedTest
    @ValueSource(ints = {130, 134, 135, 136})
    void neighbourDiscoveryAndListenerQueriesReachAnInstance(int type) {
        assertThat(ingressOf(icmp("fe80::99", A_V6, type))).isEqualTo(Reason.EXEMPT);
    }

    @Test
    void anInstanceIsNoRouter() {
        judging.assertDropped(icmp(LINK_LOCAL, "ff02::1", 134).sentBy(a));
    }

    @Test
    void anInstanceMayAskForAnAddressAndIsAnswered() {
        judging.assertAccepted(udp("0.0.0.0", 68, "255.255.255.255", 67).sentBy(a));
        judging.assertAccepted(udp(LINK_LOCAL, 546, "ff02::1:2", 547).sentBy(a));
        assertThat(ingressOf(udp("10.0.0.254", 67, A, 68))).isEqualTo(Reason.EXEMPT);
    }

    @Test
    void anotherInstanceNeitherAnswersForDhcpNorSpeaksAsANeighbour() {
        judging.assertDropped(udp("10.0.0.2", 67, A, 68));
        judging.assertDropped(icmp("fe80::99", A_V6, 136).sentBy(b));
    }

    @Test
    void dhcpIsNothingElseThanDhcp() {
        judging.assertDropped(udp("0.0.0.0", 68, "255.255.255.255", 69).sentBy(a));
        judging.assertDropped(udp("10.0.0.99", 68, "255.255.255.255", 67).sentBy(a));
        judging.assertDropped(udp("::", 546, "ff02::1:2", 547).sentBy(a));
        judging.assertDropped(udp("10.0.0.254", 67, A, 69));
    }

    @Test
    void dhcpCanBeForbidden() {
        PolicyEvaluator strict = new PolicyEvaluator(EvaluationOrder.LAW, new Exemptions(false, List.of()));
        Packet packet = udp("0.0.0.0", 68, "255.255.255.255", 67).sentBy(a);

        assertThat(strict.judge(judging.image(), packet, judging.story.now()).verdict())
                .isEqualTo(Verdict.DROP);
    }

    @Test
    void whatTheHostsOwnerAlwaysAllowsPassesInItsDirectionOnly() {
        Exemptions exemptions = new Exemptions(
                true,
                List.of(new AlwaysAllowed(
                        Direction.EGRESS, Protocol.TCP, new PortRange(80, 80), Cidr.parse("169.254.169.254"))));
        PolicyEvaluator evaluator = new PolicyEvaluator(EvaluationOrder.LAW, exemptions);
        Packet out = tcp(A, "169.254.169.254", 80);

        assertThat(evaluator.judge(judging.image(), out, judging.story.now()).verdict())
                .isEqualTo(Verdict.ACCEPT);
        assertThat(evaluator
                        .judge(judging.image(), tcp("169.254.169.254", A, 80), judging.story.now())
                        .verdict())
                .isEqualTo(Verdict.DROP);
        assertThat(evaluator
                        .judge(judging.image(), tcp(A, "169.254.169.254", 81), judging.story.now())
                        .verdict())
                .isEqualTo(Verdict.DROP);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 13, 15, 17})
    void icmpRequestsMayBeginAConnection(int type) {
        judging.assertAccepted(icmp(OUTSIDE, "10.0.0.2", type));
        judging.assertAccepted(icmp("10.0.0.2", OUTSIDE, type));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 11, 12, 14, 16, 18})
    void otherIcmpThatBelongsToNoConnectionIsDropped(int type) {
        assertThat(ingressOf(icmp(OUTSIDE, "10.0.0.2", type))).isEqualTo(Reason.NOT_A_CONNECTION_START);
        assertThat(egressOf(icmp("10.0.0.2", OUTSIDE, type))).isEqualTo(Reason.NOT_A_CONNECTION_START);
    }

    @Test
    void ofIcmpv6OnlyAnEchoRequestBeginsAConnection() {
        judging.assertAccepted(icmp("2001:db8::1", "fd00::2", 128));
        judging.assertDropped(icmp("2001:db8::1", "fd00::2", 129));
        judging.assertDropped(icmp("2001:db8::1", "fd00::2", 1));
        judging.assertDropped(icmp("2001:db8::1", "fd00::2", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "239.1.2.3", "255.255.255.255"})
    void multicastAndBroadcastAreNotForwarded(String destination) {
        assertThat(egressOf(udp("10.0.0.2", destination, 80))).isEqualTo(Reason.MULTICAST);
    }

    @Test
    void multicastOfIpv6IsNotForwardedEither() {
        assertThat(egressOf(udp("fd00::2", "ff05::1", 80))).isEqualTo(Reason.MULTICAST);
    }

    @Test
    void aPacketHasOneFamily() {
        assertThatThrownBy(() -> Packet.tcp(ip(A), 1, ip(A_V6), 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
