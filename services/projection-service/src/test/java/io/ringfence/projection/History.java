package io.ringfence.projection;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
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
import io.ringfence.events.wire.IdSource;
import io.ringfence.events.wire.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events as the write side would make them: revisions without gaps, times that only grow, ids used once. */
public final class History {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    final AccountId account;
    public final List<EventRecord> events = new ArrayList<>();
    private final Map<AggregateRef, Long> revisions = new HashMap<>();
    private final Random random;
    private final IdSource ids = this::nextId;
    private Instant clock = Instant.parse("2026-03-01T00:00:00Z");

    public History(long seed) {
        random = new Random(seed);
        account = new AccountId("acct-" + nextId());
    }

    private String nextId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The time of the last event. */
    Instant now() {
        return clock;
    }

    /** From here on events happen after this time. */
    public void startAt(Instant time) {
        clock = time;
    }

    /** Adds an event one second after the last one. */
    EventRecord add(DomainEvent event) {
        clock = clock.plusSeconds(1);
        long revision = revisions.merge(event.aggregate(), 1L, Long::sum);
        Envelope envelope = new Envelope(
                nextId(),
                EventType.of(event),
                "/ringfence/test",
                event.aggregate(),
                revision,
                Micros.toInstant(Micros.of(clock)),
                account,
                "jane",
                Channel.REST,
                "command-" + revision,
                null,
                null);
        EventRecord record = new EventRecord(envelope, event);
        events.add(record);
        return record;
    }

    /** The last revision of an aggregate, as a header names it. */
    String revision(AggregateRef aggregate) {
        return aggregate + "@" + revisions.get(aggregate);
    }

    public SecurityGroupId group(String name) {
        return group(name, SecurityGroupType.BASIC, InnerAccessPolicy.ACCEPT, VpcId.DEFAULT, Map.of());
    }

    /** A group with its rule set and its membership, all open and empty. */
    SecurityGroupId group(
            String name, SecurityGroupType type, InnerAccessPolicy inner, VpcId vpc, Map<String, String> tags) {
        SecurityGroupId id = ids.securityGroup();
        add(new SecurityGroupCreated(id, account, name, "", type, vpc, new RegionId("local"), inner, tags, false));
        add(new RuleSetOpened(id, account, vpc, type, List.of()));
        add(new MembershipOpened(id, account, vpc, type));
        return id;
    }

    /** Authorizes rules in one event. */
    void authorize(SecurityGroupId group, Rule... rules) {
        add(new RulesAuthorized(group, Arrays.asList(rules)));
    }

    Rule rule(Direction direction, RuleAction action, int priority, Protocol protocol, String ports, Peer peer) {
        return rule(direction, action, priority, protocol, ports, peer, null);
    }

    Rule rule(
            Direction direction,
            RuleAction action,
            int priority,
            Protocol protocol,
            String ports,
            Peer peer,
            @Nullable Instant expiresAt) {
        return new Rule(
                newRuleId(),
                new RuleSpec(
                        direction,
                        action,
                        priority,
                        protocol,
                        PortRange.parse(ports),
                        peer,
                        null,
                        null,
                        "",
                        expiresAt));
    }

    RuleId newRuleId() {
        return ids.rule();
    }

    IdSource ids() {
        return ids;
    }

    static Peer cidr(String cidr) {
        return new Peer.CidrPeer(Cidr.parse(cidr));
    }

    InstanceId instance(SecurityGroupId group, String host, String... addresses) {
        return instance(group, VpcId.DEFAULT, host, Map.of(), addresses);
    }

    InstanceId instance(
            SecurityGroupId group, VpcId vpc, String host, Map<String, String> labels, String... addresses) {
        InstanceId id = ids.instance();
        add(new InstanceRegistered(
                id,
                account,
                "web",
                vpc,
                group,
                Arrays.stream(addresses).map(IpAddress::parse).toList(),
                new HostName(host),
                new InterfaceName("sg" + random.nextInt(100_000)),
                labels));
        return id;
    }
}
