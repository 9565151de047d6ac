package io.ringfence.policy.space;

import static io.ringfence.events.value.InnerAccessPolicy.ACCEPT;
import static io.ringfence.events.value.InnerAccessPolicy.DROP;
import static io.ringfence.events.value.SecurityGroupType.ADVANCED;
import static io.ringfence.events.value.SecurityGroupType.BASIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.image.Members;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.resolve.GroupPolicy;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.testing.story.Story;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a space says of each part of a rule, and how it is read by a person. */
class PacketSpaceTest {
    private final Story story = new Story();

    private PolicyImage image() {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        story.events().forEach(delta::replay);
        return delta.apply();
    }

    private PacketSpace accepted(SecurityGroupId group, Direction direction) {
        return PacketSpace.accepted(Objects.requireNonNull(GroupPolicy.of(image(), group, story.now())), direction);
    }

    private PacketSpace ingress(String... rules) {
        SecurityGroupId group = story.group(BASIC, DROP);
        story.authorize(group, rules);
        return accepted(group, Direction.INGRESS);
    }

    private Map<SecurityGroupId, Members> members() {
        return image().inventory().addresses().members();
    }

    private static void assertLines(PacketSpace space, String... lines) {
        assertThat(space.toString().lines()).containsExactly(lines);
    }

    private static void assertLines(PacketSpace space, Owners owners, String... lines) {
        assertThat(space.boxes(owners)).extracting(Box::toString).containsExactly(lines);
    }

    @Test
    void portsAndBlocksThatSayTheSameAreOneBox() {
        assertLines(
                ingress(
                        "ingress accept 1 tcp 80/80 10.0.0.0/9",
                        "ingress accept 1 tcp 80/80 10.128.0.0/9",
                        "ingress accept 1 tcp 443/450 10.0.0.0/8",
                        "ingress accept 1 tcp 451/451 10.0.0.0/8",
                        "ingress accept 1 udp 53/60 192.0.2.7"),
                "tcp 80, 443-451 from 10.0.0.0/8",
                "udp 53-60 from 192.0.2.7/32");
    }

    @Test
    void theOrderInWhichRulesCameMakesNoDifference() {
        PacketSpace one = ingress("ingress accept 1 tcp 80/90 10.0.0.0/8", "ingress accept 5 tcp 85/100 10.0.0.0/8");
        PacketSpace other = ingress("ingress accept 2 tcp 90/100 10.0.0.0/8", "ingress accept 1 tcp 80/89 10.0.0.0/8");

        assertThat(one).isEqualTo(other);
        assertThat(one).hasSameHashCodeAs(other);
        assertLines(one, "tcp 80-100 from 10.0.0.0/8");
    }

    @Test
    void aStrongerDropCutsAHole() {
        assertLines(
                ingress(
                        "ingress drop 1 tcp 1/65535 10.1.0.0/16",
                        "ingress drop 1 tcp 22/22 0.0.0.0/0",
                        "ingress accept 2 tcp 1/100 10.0.0.0/8"),
                "tcp 1-21, 23-100 from 10.0.0.0/16, 10.2.0.0-10.255.255.255");
    }

    @Test
    void bothFamiliesAreOneWhereNoAddressIsNamed() {
        assertLines(
                ingress("ingress accept 1 tcp 443/443 0.0.0.0/0", "ingress accept 1 tcp 443/443 ::/0"),
                "tcp 443 from anywhere");
    }

    @Test
    void blocksOfTheSameNumbersInTwoFamiliesAreTwo() {
        assertLines(
                ingress("ingress accept 1 tcp 443/443 1.0.0.0/32", "ingress accept 1 tcp 443/443 ::100:0/128"),
                "tcp 443 from 1.0.0.0/32",
                "tcp 443 from ::100:0/128");
    }

    @Test
    void icmpIsOfOneFamilyAlsoFromAGroup() {
        SecurityGroupId peers = story.group(BASIC, DROP);
        assertLines(
                ingress("ingress accept 1 icmp -1/-1 " + peers, "ingress accept 1 gre -1/-1 ::/0"),
                "icmp from members of " + peers + " over IPv4",
                "gre from ::/0");
    }

    @Test
    void allIsEveryProtocolAndPortZeroTooAndTcpHasNone() {
        PacketSpace all = ingress("ingress accept 1 all -1/-1 10.0.0.0/8");
        PacketSpace tcp = ingress("ingress accept 1 tcp 1/65535 10.0.0.0/8");

        assertLines(all, "all from 10.0.0.0/8");
        assertLines(tcp, "tcp 1-65535 from 10.0.0.0/8");
        assertLines(all.minus(tcp), "all but tcp from 10.0.0.0/8", "tcp 0 from 10.0.0.0/8");
    }

    @Test
    void fiveTuplesNameTheSourcePortAndTheLocalSide() {
        assertLines(
                ingress("ingress accept 1 tcp 443/443 10.0.0.0/8 sport=1024/65535 local=10.9.0.5"),
                "tcp 443 from 10.0.0.0/8; source port 1024-65535; local 10.9.0.5/32");
    }

    @Test
    void theEntriesOfAPrefixListAreBlocks() {
        PrefixListId list = story.prefixList("192.0.2.0/25", "192.0.2.128/25", "198.51.100.0/24");

        assertLines(ingress("ingress accept 1 tcp 80/80 " + list), "tcp 80 from 192.0.2.0/24, 198.51.100.0/24");
    }

    @Test
    void groupsStayGroups() {
        SecurityGroupId peers = story.group(BASIC, DROP);
        SecurityGroupId kept = story.group(BASIC, DROP);
        PacketSpace space = ingress(
                "ingress drop 1 tcp 80/80 " + kept,
                "ingress accept 2 tcp 80/80 " + peers,
                "ingress accept 2 tcp 80/80 10.0.0.0/8");

        assertLines(
                space,
                "tcp 80 from 10.0.0.0/8, members of " + peers + " except members of " + kept,
                "tcp 80 from members of " + peers + " over IPv6");
        assertThat(space.groups()).containsExactly(peers, kept);
        assertLines(space, Owners.now(members()), "tcp 80 from 10.0.0.0/8");

        story.instance(peers, "h1", "sg1", "192.0.2.1", "fd00::1");
        story.instance(kept, "h1", "sg2", "10.0.0.1");
        assertLines(
                space,
                Owners.now(members()),
                "tcp 80 from 10.0.0.0/8, members of " + peers + " except members of " + kept,
                "tcp 80 from members of " + peers + " over IPv6");
    }

    @Test
    void partOfAGroupIsSaidAsSuch() {
        SecurityGroupId peers = story.group(BASIC, DROP);

        assertLines(
                ingress(
                        "ingress drop 1 tcp 1/65535 10.0.0.0/9",
                        "ingress accept 2 tcp 80/80 " + peers,
                        "ingress drop 3 tcp 1/65535 10.0.0.0/8",
                        "ingress accept 4 tcp 80/80 0.0.0.0/0"),
                "tcp 80 from 0.0.0.0-9.255.255.255, 11.0.0.0-255.255.255.255, members of " + peers
                        + " in 0.0.0.0-9.255.255.255, 10.128.0.0-255.255.255.255 except other members of " + peers,
                "tcp 80 from members of " + peers + " over IPv6");
    }

    @Test
    void defaultsAndInnerAccessAreOfTheType() {
        SecurityGroupId basic = story.group(BASIC, ACCEPT);
        SecurityGroupId advanced = story.group(ADVANCED, DROP);
        story.authorize(basic, "ingress drop 1 all -1/-1 0.0.0.0/0", "egress drop 1 tcp 25/25 0.0.0.0/0");

        assertLines(accepted(basic, Direction.INGRESS), "all from members of " + basic);
        assertLines(
                accepted(basic, Direction.EGRESS),
                "all but tcp to 0.0.0.0/0",
                "tcp 0-24, 26-65535 to 0.0.0.0/0",
                "tcp 25 to members of " + basic + " over IPv4",
                "all to ::/0");
        assertThat(accepted(advanced, Direction.INGRESS)).isEqualTo(PacketSpace.nothing(Direction.INGRESS));
        assertThat(accepted(advanced, Direction.EGRESS)).isEqualTo(PacketSpace.nothing(Direction.EGRESS));
        assertThat(accepted(advanced, Direction.EGRESS)).hasToString("nothing");
    }

    @Test
    void aChangeOfARuleOpensAndClosesItsDifference() {
        SecurityGroupId group = story.group(BASIC, DROP);
        RuleId rule =
                story.authorize(group, "ingress accept 1 tcp 80/90 10.0.0.0/8").get(0);
        PacketSpace before = accepted(group, Direction.INGRESS);
        story.revoke(group, rule);
        story.authorize(group, "ingress accept 1 tcp 85/95 10.0.0.0/9");

        PolicyDifference difference =
                PolicyDifference.between(before, accepted(group, Direction.INGRESS), Owners.now(members()));

        assertLines(difference.opened(), "tcp 91-95 from 10.0.0.0/9");
        assertLines(difference.closed(), "tcp 80-84 from 10.0.0.0/8", "tcp 85-90 from 10.128.0.0/9");
        assertThat(difference.isEmpty()).isFalse();
    }

    @Test
    void aMemberThatComesOrGoesOpensAndClosesItsAddresses() {
        SecurityGroupId group = story.group(BASIC, DROP);
        SecurityGroupId peers = story.group(BASIC, DROP);
        story.authorize(group, "ingress accept 1 tcp 80/80 " + peers, "ingress accept 2 tcp 80/81 10.0.1.0/24");
        InstanceId leaving = story.instance(peers, "h1", "sg1", "10.0.0.1", "fd00::1");
        story.instance(peers, "h1", "sg2", "10.0.0.2");
        Map<SecurityGroupId, Members> before = members();
        story.delete(leaving);
        story.instance(peers, "h1", "sg3", "10.0.0.3");
        story.instance(peers, "h1", "sg4", "10.0.1.3");
        PacketSpace space = accepted(group, Direction.INGRESS);

        PolicyDifference difference = PolicyDifference.between(space, space, Owners.changed(before, members()));

        assertLines(difference.opened(), difference.owners(), "tcp 80 from 10.0.0.3/32");
        assertLines(difference.closed(), difference.owners(), "tcp 80 from 10.0.0.1/32", "tcp 80 from fd00::1/128");
        assertThat(PolicyDifference.between(space, space, Owners.now(members())).isEmpty())
                .isTrue();
    }

    @Test
    void aMemberThatMovesBetweenGroupsThatAreTreatedAlikeChangesNothing() {
        SecurityGroupId group = story.group(BASIC, DROP);
        SecurityGroupId one = story.group(BASIC, DROP);
        SecurityGroupId other = story.group(BASIC, DROP);
        story.authorize(group, "ingress accept 1 tcp 80/80 " + one, "ingress accept 1 tcp 80/80 " + other);
        InstanceId leaving = story.instance(one, "h1", "sg1", "10.0.0.1");
        Map<SecurityGroupId, Members> before = members();
        story.delete(leaving);
        story.instance(other, "h1", "sg2", "10.0.0.1");
        PacketSpace space = accepted(group, Direction.INGRESS);

        assertThat(PolicyDifference.between(space, space, Owners.changed(before, members()))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whoJoinedAGroupIsNotTakenForWhoWasInIt() {
        SecurityGroupId group = story.group(BASIC, DROP);
        SecurityGroupId peers = story.group(BASIC, DROP);
        RuleId drop = story.authorize(
                        group, "ingress drop 1 tcp 80/80 " + peers, "ingress accept 2 tcp 80/80 10.0.0.0/8")
                .get(0);
        PacketSpace before = accepted(group, Direction.INGRESS);
        Map<SecurityGroupId, Members> had = members();
        story.revoke(group, drop);
        story.instance(peers, "h1", "sg1", "10.0.0.1");
        PacketSpace after = accepted(group, Direction.INGRESS);

        assertThat(PolicyDifference.between(before, after, Owners.now(members()))
                        .isEmpty())
                .isFalse();
        assertThat(PolicyDifference.between(before, after, Owners.changed(had, members()))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whoLeftAGroupIsNotTakenForSomebodyWhoNeverWasInIt() {
        SecurityGroupId group = story.group(BASIC, DROP);
        SecurityGroupId peers = story.group(BASIC, DROP);
        story.authorize(group, "ingress accept 1 tcp 80/80 " + peers);
        InstanceId leaving = story.instance(peers, "h1", "sg1", "10.0.0.1");
        PacketSpace before = accepted(group, Direction.INGRESS);
        Map<SecurityGroupId, Members> had = members();
        story.delete(leaving);
        story.authorize(group, "ingress accept 1 tcp 80/80 10.0.0.1/32");
        PacketSpace after = accepted(group, Direction.INGRESS);

        assertThat(PolicyDifference.between(before, after, Owners.now(members()))
                        .isEmpty())
                .isFalse();
        assertThat(PolicyDifference.between(before, after, Owners.changed(had, members()))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aGroupWithoutMembersMakesNoDifferenceNow() {
        SecurityGroupId group = story.group(BASIC, DROP);
        SecurityGroupId peers = story.group(BASIC, DROP);
        PacketSpace before = accepted(group, Direction.INGRESS);
        story.authorize(group, "ingress accept 1 tcp 80/80 " + peers);
        PacketSpace after = accepted(group, Direction.INGRESS);

        assertThat(PolicyDifference.between(before, after, Owners.now(members()))
                        .isEmpty())
                .isTrue();
        assertThat(PolicyDifference.between(before, after, Owners.ANY).isEmpty())
                .isFalse();
    }

    @Test
    void aListingCanBeCutShort() {
        PacketSpace space = ingress("ingress accept 1 tcp 80/80 10.0.0.0/8", "ingress accept 1 udp 53/53 10.0.0.0/8");

        assertThat(space.boxes(Owners.ANY, 1)).isEqualTo(space.boxes(Owners.ANY).subList(0, 1));
    }

    @Test
    void whatCannotBeSaidIsRefused() {
        PacketSpace space = PacketSpace.everything(Direction.INGRESS);
        Packet packet = Packet.tcp(IpAddress.parse("10.0.0.1"), 1, IpAddress.parse("10.0.0.2"), 80);

        assertThatThrownBy(() -> space.contains(packet, Owners.ANY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> space.union(PacketSpace.everything(Direction.EGRESS)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
