package io.ringfence.policy.verdict;

import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.ADVANCED;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static io.ringfence.policy.verdict.Judging.icmp;
import static io.ringfence.policy.verdict.Judging.ip;
import static io.ringfence.policy.verdict.Judging.ping;
import static io.ringfence.policy.verdict.Judging.tcp;
import static io.ringfence.policy.verdict.Judging.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.testing.story.Story;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which packets a rule means. */
class MatchTest {
    private static final String OUTSIDE = "192.0.2.1";
    private static final String OUTSIDE_V6 = "2001:db8::1";
    private static final String A = "10.0.0.1";
    private static final String A_V6 = "fd00::1";
    private static final String PEER = "10.0.0.2";
    private static final String PEER_V6 = "fd00::2";

    private final Judging judging = new Judging();
    private final SecurityGroupId group = judging.story.group(BASIC, DROP);
    private final SecurityGroupId peers = judging.story.group(BASIC, DROP);

    @BeforeEach
    void oneInstanceInEachGroup() {
        judging.story.member(group, A, A_V6);
        judging.story.member(peers, PEER, PEER_V6);
    }

    private void authorize(String... rules) {
        judging.story.authorize(group, rules);
    }

    @Test
    void destinationPortsAreARangeWithBothEnds() {
        authorize("ingress accept 1 tcp 80/82 0.0.0.0/0");

        judging.assertAccepted(tcp(OUTSIDE, A, 80));
        judging.assertAccepted(tcp(OUTSIDE, A, 82));
        judging.assertDropped(tcp(OUTSIDE, A, 79));
        judging.assertDropped(tcp(OUTSIDE, A, 83));
        judging.assertDropped(udp(OUTSIDE, A, 80));
    }

    @Test
    void thePeerOfIngressIsTheSourceAndOfEgressTheDestination() {
        authorize("ingress accept 1 tcp 80/80 192.0.2.1/32", "egress drop 1 tcp 80/80 192.0.2.1/32");

        judging.assertAccepted(tcp(OUTSIDE, A, 80));
        judging.assertDropped(tcp("192.0.2.2", A, 80));
        judging.assertDropped(tcp(A, OUTSIDE, 80));
        judging.assertAccepted(tcp(A, "192.0.2.2", 80));
    }

    @Test
    void aGroupAsPeerIsThePrivateAddressesOfItsMembersAsTheyAreNow() {
        authorize("ingress accept 1 tcp 80/80 " + peers);

        judging.assertAccepted(tcp(PEER, A, 80));
        judging.assertAccepted(tcp(PEER_V6, A_V6, 80));
        judging.assertDropped(tcp(OUTSIDE, A, 80));
        judging.assertDropped(tcp("10.0.0.3", A, 80));

        judging.story.member(peers, "10.0.0.3");
        judging.assertAccepted(tcp("10.0.0.3", A, 80));
    }

    @Test
    void aMemberThatIsDeletedIsNoPeerAnyMore() {
        authorize("ingress accept 1 tcp 80/80 " + peers);
        InstanceId third = judging.story.member(peers, "10.0.0.3");
        judging.assertAccepted(tcp("10.0.0.3", A, 80));

        judging.story.delete(third);

        judging.assertDropped(tcp("10.0.0.3", A, 80));
    }

    @Test
    void everythingOfIpv4IsNothingOfIpv6AndTheReverse() {
        authorize("ingress accept 1 tcp 80/80 0.0.0.0/0", "ingress accept 1 tcp 81/81 ::/0");

        judging.assertAccepted(tcp(OUTSIDE, A, 80));
        judging.assertDropped(tcp(OUTSIDE_V6, A_V6, 80));
        judging.assertAccepted(tcp(OUTSIDE_V6, A_V6, 81));
        judging.assertDropped(tcp(OUTSIDE, A, 81));
    }

    @Test
    void allMeansEveryProtocolOfThePeersFamily() {
        authorize("ingress accept 1 all -1/-1 0.0.0.0/0");

        judging.assertAccepted(tcp(OUTSIDE, A, 1));
        judging.assertAccepted(udp(OUTSIDE, A, 65_535));
        judging.assertAccepted(ping(OUTSIDE, A));
        judging.assertAccepted(Packet.ofProtocol(132, ip(OUTSIDE), ip(A)));
        judging.assertDropped(tcp(OUTSIDE_V6, A_V6, 1));
    }

    @Test
    void greIsAskedByItsProtocolNumber() {
        authorize("ingress accept 1 gre -1/-1 0.0.0.0/0");

        judging.assertAccepted(Packet.ofProtocol(47, ip(OUTSIDE), ip(A)));
        judging.assertDropped(Packet.ofProtocol(50, ip(OUTSIDE), ip(A)));
    }

    @Test
    void withAGroupAsPeerIcmpMeansIpv4AndIcmpv6MeansIpv6() {
        authorize("ingress accept 1 icmp -1/-1 " + peers);
        judging.assertAccepted(ping(PEER, A));
        judging.assertDropped(ping(PEER_V6, A_V6));

        authorize("ingress accept 1 icmpv6 -1/-1 " + peers);
        judging.assertAccepted(ping(PEER_V6, A_V6));
    }

    @Test
    void protocolOneOverIpv6IsNotIcmp() {
        authorize("ingress accept 1 icmp -1/-1 " + peers);

        judging.assertDropped(Packet.ofProtocol(1, ip(PEER_V6), ip(A_V6)));
    }

    @Test
    void sourcePortAndLocalCidrNarrowARuleOfFiveParts() {
        authorize("ingress accept 1 udp 53/53 0.0.0.0/0 sport=1024/2048 local=10.0.0.1/32");

        judging.assertAccepted(udp(OUTSIDE, 1024, A, 53));
        judging.assertDropped(udp(OUTSIDE, 1023, A, 53));
        judging.assertDropped(udp(OUTSIDE, 2049, A, 53));
    }

    @Test
    void theLocalCidrOfEgressIsTheSource() {
        judging.story.member(group, "10.0.0.9");
        authorize("egress drop 1 tcp 80/80 0.0.0.0/0 local=10.0.0.9/32");

        judging.assertDropped(tcp("10.0.0.9", OUTSIDE, 80));
        judging.assertAccepted(tcp(A, OUTSIDE, 80));
    }

    @Test
    void aLocalCidrGivesAGroupRuleOneFamily() {
        authorize("ingress accept 1 tcp 80/80 " + peers + " local=0.0.0.0/0");

        judging.assertAccepted(tcp(PEER, A, 80));
        judging.assertDropped(tcp(PEER_V6, A_V6, 80));
    }

    @Test
    void aPrefixListMeansItsEntriesAsTheyAreNow() {
        PrefixListId list = judging.story.prefixList("192.0.2.0/25", "198.51.100.7/32");
        authorize("ingress accept 1 tcp 80/80 " + list);
        judging.assertAccepted(tcp(OUTSIDE, A, 80));
        judging.assertAccepted(tcp("198.51.100.7", A, 80));
        judging.assertDropped(tcp("192.0.2.200", A, 80));

        judging.story.tell(new PrefixListModified(list, "changed", Story.entries("192.0.2.128/25")));
        judging.assertDropped(tcp(OUTSIDE, A, 80));
        judging.assertAccepted(tcp("192.0.2.200", A, 80));

        judging.story.tell(new PrefixListDeleted(list));
        judging.assertDropped(tcp("192.0.2.200", A, 80));
    }

    @Test
    void aRuleIsInForceUntilItsDeadlineAndNotAtIt() {
        Instant deadline = Instant.parse("2026-01-01T01:00:00Z");
        authorize("ingress accept 2 tcp 80/80 0.0.0.0/0 until=" + deadline, "ingress drop 1 tcp 81/81 0.0.0.0/0");
        authorize("ingress accept 2 tcp 81/81 0.0.0.0/0");
        PolicyImage image = judging.image();
        Packet packet = tcp(OUTSIDE, A, 80);

        assertThat(PolicyEvaluator.DEFAULT
                        .judge(image, packet, deadline.minusNanos(1_000))
                        .verdict())
                .isEqualTo(Verdict.ACCEPT);
        assertThat(PolicyEvaluator.DEFAULT.judge(image, packet, deadline).verdict())
                .isEqualTo(Verdict.DROP);
    }

    @Test
    void anExpiredDropLetsWhatIsBelowItDecide() {
        Instant deadline = Instant.parse("2026-01-01T01:00:00Z");
        authorize("ingress drop 1 tcp 80/80 0.0.0.0/0 until=" + deadline, "ingress accept 2 tcp 80/80 0.0.0.0/0");
        PolicyImage image = judging.image();
        Packet packet = tcp(OUTSIDE, A, 80);

        assertThat(PolicyEvaluator.DEFAULT
                        .judge(image, packet, deadline.minusNanos(1_000))
                        .verdict())
                .isEqualTo(Verdict.DROP);
        assertThat(PolicyEvaluator.DEFAULT.judge(image, packet, deadline).verdict())
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void anAdvancedGroupsEgressNeedsARule() {
        SecurityGroupId advanced = judging.story.group(ADVANCED, DROP);
        judging.story.member(advanced, "10.0.0.7");
        judging.story.authorize(advanced, "egress accept 1 tcp 443/443 0.0.0.0/0");

        judging.assertAccepted(tcp("10.0.0.7", OUTSIDE, 443));
        judging.assertDropped(tcp("10.0.0.7", OUTSIDE, 80));
        judging.assertDropped(icmp("10.0.0.7", OUTSIDE, Packet.ECHO_REQUEST));
    }
}
