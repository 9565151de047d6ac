package io.ringfence.agent;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.AggregateRef;
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
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events as the services would publish them, each aggregate's counted from 1. */
public final class Facts {

    public static final HostName HERE = new HostName("h1");
    public static final HostName ELSEWHERE = new HostName("h2");
    public static final SecurityGroupId WEB = new SecurityGroupId("sg-0000000000000000w");
    public static final SecurityGroupId APP = new SecurityGroupId("sg-0000000000000000a");

    private static final AccountId ACCOUNT = new AccountId("default");
    private static final VpcId VPC = new VpcId("vpc-default");
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<AggregateRef, Long> revisions = new HashMap<>();
    private long micros;

    /** The event as the next one of its aggregate. */
    public EventRecord next(DomainEvent event) {
        long sequence = revisions.merge(event.aggregate(), 1L, Long::sum);
        Instant occurredAt = EPOCH.plusNanos(1_000 * ++micros);
        Envelope envelope = new Envelope(
                "event-" + micros,
                EventType.of(event),
                "/ringfence/test",
                event.aggregate(),
                sequence,
                occurredAt,
                ACCOUNT,
                "ann",
                Channel.parse("rest"),
                "command-" + micros,
                null,
                null);
        return new EventRecord(envelope, event);
    }

    /** An event of this aggregate that nobody will ever see. */
    public void lost(DomainEvent event) {
        next(event);
    }

    public EventRecord group(SecurityGroupId id) {
        return group(id, SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT);
    }

    public EventRecord group(SecurityGroupId id, SecurityGroupType type, InnerAccessPolicy inner) {
        return next(new SecurityGroupCreated(
                id, ACCOUNT, "name", "", type, VPC, new RegionId("local"), inner, Map.of(), false));
    }

    public EventRecord innerAccess(SecurityGroupId id, InnerAccessPolicy inner) {
        return next(new SecurityGroupModified(id, "name", "", inner, Map.of()));
    }

    public EventRecord rules(SecurityGroupId id, Rule... rules) {
        return next(new RuleSetOpened(id, ACCOUNT, VPC, SecurityGroupType.BASIC, List.of(rules)));
    }

    public EventRecord authorized(SecurityGroupId id, Rule... rules) {
        return next(new RulesAuthorized(id, List.of(rules)));
    }

    public EventRecord revoked(SecurityGroupId id, Rule rule) {
        return next(new RulesRevoked(id, List.of(rule.ruleId())));
    }

    public EventRecord instance(
            String id, SecurityGroupId group, HostName host, String interfaceName, String... addresses) {
        return next(new InstanceRegistered(
                new InstanceId(id),
                ACCOUNT,
                "name",
                VPC,
                group,
                Arrays.stream(addresses).map(IpAddress::parse).toList(),
                host,
                new InterfaceName(interfaceName),
                Map.of()));
    }

    public EventRecord list(PrefixListId id, String... cidrs) {
        return next(new PrefixListCreated(id, ACCOUNT, "list", AddressFamily.IPV4, 10, entries(cidrs)));
    }

    public EventRecord entries(PrefixListId id, String... cidrs) {
        return next(new PrefixListModified(id, "list", entries(cidrs)));
    }

    private static List<PrefixListEntry> entries(String... cidrs) {
        return Arrays.stream(cidrs)
                .map(cidr -> new PrefixListEntry(Cidr.parse(cidr), ""))
                .toList();
    }

    public EventRecord deleted(String instance) {
        return next(new InstanceDeleted(new InstanceId(instance)));
    }

    /** A rule that accepts, at priority 1. */
    public static Rule accept(int number, Direction direction, Protocol protocol, String ports, Peer peer) {
        return rule(number, direction, RuleAction.ACCEPT, 1, protocol, ports, peer, null, null, null);
    }

    /** Any rule; its id ends in the number. */
    public static Rule rule(
            int number,
            Direction direction,
            RuleAction action,
            int priority,
            Protocol protocol,
            String ports,
            Peer peer,
            @Nullable String sourcePorts,
            @Nullable String local,
            @Nullable Instant expiresAt) {
        return new Rule(
                ruleId(number),
                new RuleSpec(
                        direction,
                        action,
                        priority,
                        protocol,
                        PortRange.parse(ports),
                        peer,
                        sourcePorts == null ? null : PortRange.parse(sourcePorts),
                        local == null ? null : Cidr.parse(local),
                        "",
                        expiresAt));
    }

    public static RuleId ruleId(int number) {
        return new RuleId("sgr-%017d".formatted(number));
    }

    public static Peer cidr(String text) {
        return new Peer.CidrPeer(Cidr.parse(text));
    }

    public static Peer list(PrefixListId list) {
        return new Peer.PrefixListPeer(list);
    }

    public static Peer members(SecurityGroupId group) {
        return new Peer.GroupPeer(group);
    }
}
