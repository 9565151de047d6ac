package io.ringfence.events.wire;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.instance.MembershipEvent.MembershipReopened;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesReopened;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.rule.RuleSetEvent.RuleExpired;
import io.ringfence.events.rule.RuleSetEvent.RuleModified;
import io.ringfence.events.rule.RuleSetEvent.RuleSetDeleted;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Peer;
import io.ringfence.events.value.PortRange;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of every type, as the golden files hold them. */
final class Samples {
    static final SecurityGroupId WEB = new SecurityGroupId("sg-webwebwebwebweb00");
    static final SecurityGroupId DATABASE = new SecurityGroupId("sg-dbdbdbdbdbdbdbdb0");
    private static final AccountId ACCOUNT = AccountId.DEFAULT;
    private static final VpcId VPC = VpcId.DEFAULT;
    private static final PrefixListId LIST = new PrefixListId("pl-officeoffice00000");
    private static final InstanceId INSTANCE = new InstanceId("eci-web10000000000000");
    private static final Instant DUE = Instant.parse("2026-11-24T10:03:00.000001Z");
    private static final List<Blocker> HELD_BY_RULE =
            List.of(new Blocker(Blocker.Kind.RULE, "sgr-00000000000000004", DATABASE));
    private static final List<Blocker> HELD_BY_INSTANCE =
            List.of(new Blocker(Blocker.Kind.INSTANCE, INSTANCE.value(), WEB));

    private static final Rule FIVE_TUPLE = new Rule(
            new RuleId("sgr-00000000000000001"),
            new RuleSpec(
                    Direction.INGRESS,
                    RuleAction.ACCEPT,
                    10,
                    Protocol.TCP,
                    PortRange.parse("443/443"),
                    new Peer.CidrPeer(Cidr.parse("10.1.2.3/16")),
                    PortRange.parse("1024/65535"),
                    Cidr.parse("10.9.0.5"),
                    "from the office",
                    DUE));
    private static final Rule BY_GROUP = rule("sgr-00000000000000002", Protocol.ICMPV6, new Peer.GroupPeer(DATABASE));
    private static final Rule BY_LIST = rule("sgr-00000000000000003", Protocol.ALL, new Peer.PrefixListPeer(LIST));

    private Samples() {}

    private static Rule rule(String id, Protocol protocol, Peer peer) {
        return new Rule(
                new RuleId(id),
                new RuleSpec(
                        Direction.EGRESS, RuleAction.DROP, 1, protocol, PortRange.ALL, peer, null, null, "", null));
    }

    static List<DomainEvent> all() {
        return List.of(
                new SecurityGroupCreated(
                        WEB,
                        ACCOUNT,
                        "web",
                        "the web tier",
                        SecurityGroupType.BASIC,
                        VPC,
                        RegionId.DEFAULT,
                        InnerAccessPolicy.ACCEPT,
                        Map.of("tier", "web"),
                        true),
                new SecurityGroupModified(WEB, "web-2", "", InnerAccessPolicy.DROP, Map.of()),
                new SecurityGroupDeletionRequested(WEB),
                new SecurityGroupDeletionRejected(WEB, 3, HELD_BY_INSTANCE, 1),
                new SecurityGroupDeleted(WEB, 5),
                new RuleSetOpened(WEB, ACCOUNT, VPC, SecurityGroupType.BASIC, List.of(FIVE_TUPLE)),
                new RulesAuthorized(WEB, List.of(BY_GROUP, BY_LIST)),
                new RuleModified(WEB, FIVE_TUPLE),
                new RulesRevoked(WEB, List.of(BY_GROUP.ruleId(), BY_LIST.ruleId())),
                new RuleExpired(WEB, FIVE_TUPLE.ruleId(), DUE, DUE.plusMillis(20)),
                new ReferencesClosed(WEB, 3),
                new ReferencesStillHeld(WEB, 3, HELD_BY_RULE, 1),
                new ReferencesReopened(WEB, 3),
                new RuleSetDeleted(WEB),
                new PrefixListCreated(LIST, ACCOUNT, "office", AddressFamily.IPV6, 10, List.of(entry())),
                new PrefixListModified(LIST, "offices", List.of()),
                new PrefixListDeleted(LIST),
                new InstanceRegistered(
                        INSTANCE,
                        ACCOUNT,
                        "web-1",
                        VPC,
                        WEB,
                        List.of(IpAddress.parse("10.0.0.5"), IpAddress.parse("fd00::5")),
                        new HostName("h1"),
                        new InterfaceName("sgweb1"),
                        Map.of("app", "web")),
                new InstanceModified(INSTANCE, "web-1", null, null, Map.of()),
                new InstanceDeleted(INSTANCE),
                new MembershipOpened(WEB, ACCOUNT, VPC, SecurityGroupType.BASIC),
                new MembershipClosed(WEB, 3),
                new MembershipStillHeld(WEB, 3, HELD_BY_INSTANCE, 1),
                new MembershipReopened(WEB, 3));
    }

    private static PrefixListEntry entry() {
        return new PrefixListEntry(Cidr.parse("2001:db8::/32"), "head office");
    }
}
