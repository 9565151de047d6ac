package io.ringfence.testing.story;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.instance.MembershipEvent.MembershipOpened;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RuleSetOpened;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.rule.RuleSetEvent.RulesRevoked;
import io.ringfence.events.rule.RuleSpec;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Cidr;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import io.ringfence.events.wire.Channel;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a history: every event gets its aggregate's next revision and a time of its own, one millisecond after the one
 * before. It tells what it is asked to tell, lawful or not.
 */
public final class Story {
    /** When every story begins. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration STEP = Duration.ofMillis(1);

    private final List<EventRecord> events = new ArrayList<>();
    private final Map<AggregateRef, Long> revisions = new HashMap<>();
    private Instant now = BEGIN;
    private int ids;

    /** All that was told, in the order in which it happened. */
    public List<EventRecord> events() {
        return List.copyOf(events);
    }

    /** The time of the last event. */
    public Instant now() {
        return now;
    }

    /** The last revision of an aggregate; 0 if nothing of it was told. */
    public long revision(AggregateRef aggregate) {
        return revisions.getOrDefault(aggregate, 0L);
    }

    /** Lets time pass until the next event. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Tells any event. */
    public EventRecord tell(DomainEvent event) {
        now = now.plus(STEP);
        AggregateRef aggregate = event.aggregate();
        long revision = revisions.merge(aggregate, 1L, Long::sum);
        Envelope envelope = new Envelope(
                aggregate + "@" + revision,
                EventType.of(event),
                "/ringfence/story",
                aggregate,
                revision,
                now,
                AccountId.DEFAULT,
                "storyteller",
                Channel.REST,
                "command-" + events.size(),
                null,
                null);
        EventRecord record = new EventRecord(envelope, event);
        events.add(record);
        return record;
    }

    /** A group without rules, with its rule set and its membership. */
    public SecurityGroupId group(SecurityGroupType type, InnerAccessPolicy innerAccess) {
        SecurityGroupId id = new SecurityGroupId("sg-" + nextId());
        tell(new SecurityGroupCreated(
                id,
                AccountId.DEFAULT,
                "group " + ids,
                "",
                type,
                VpcId.DEFAULT,
                RegionId.DEFAULT,
                innerAccess,
                Map.of(),
                false));
        tell(new RuleSetOpened(id, AccountId.DEFAULT, VpcId.DEFAULT, type, List.of()));
        tell(new MembershipOpened(id, AccountId.DEFAULT, VpcId.DEFAULT, type));
        return id;
    }

    public void innerAccess(SecurityGroupId group, InnerAccessPolicy innerAccess) {
        tell(new SecurityGroupModified(group, "group", "", innerAccess, Map.of()));
    }

    /** Rules of one revision, as {@link RuleText} reads them; their ids in the same order. */
    public List<RuleId> authorize(SecurityGroupId group, String... rules) {
        return authorize(group, Arrays.stream(rules).map(RuleText::parse).toList());
    }

    /** Rules of one revision; their ids in the same order. */
    public List<RuleId> authorize(SecurityGroupId group, List<RuleSpec> rules) {
        List<Rule> added =
                rules.stream().map(spec -> new Rule(nextRuleId(), spec)).toList();
        tell(new RulesAuthorized(group, added));
        return added.stream().map(Rule::ruleId).toList();
    }

    public void revoke(SecurityGroupId group, RuleId rule) {
        tell(new RulesRevoked(group, List.of(rule)));
    }

    /** An instance on a host. */
    public InstanceId instance(SecurityGroupId group, String host, String interfaceName, String... addresses) {
        return instance(group, new HostName(host), new InterfaceName(interfaceName), addresses(addresses));
    }

    /** A member that no host enforces. */
    public InstanceId member(SecurityGroupId group, String... addresses) {
        return instance(group, null, null, addresses(addresses));
    }

    InstanceId instance(
            SecurityGroupId group,
            @Nullable HostName host,
            @Nullable InterfaceName interfaceName,
            List<IpAddress> addresses) {
        InstanceId id = new InstanceId("eci-" + nextId());
        tell(new InstanceRegistered(
                id,
                AccountId.DEFAULT,
                "instance " + ids,
                VpcId.DEFAULT,
                group,
                addresses,
                host,
                interfaceName,
                Map.of()));
        return id;
    }

    private static List<IpAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(IpAddress::parse).toList();
    }

    /** Places an instance on a host. */
    public void move(InstanceId instance, String host, String interfaceName) {
        tell(new InstanceModified(instance, "moved", new HostName(host), new InterfaceName(interfaceName), Map.of()));
    }

    public void delete(InstanceId instance) {
        tell(new InstanceDeleted(instance));
    }

    /** A prefix list of the family of its first entry. */
    public PrefixListId prefixList(String... cidrs) {
        PrefixListId id = new PrefixListId("pl-" + nextId());
        List<PrefixListEntry> entries = entries(cidrs);
        AddressFamily family = entries.get(0).cidr().family();
        tell(new PrefixListCreated(id, AccountId.DEFAULT, "list " + ids, family, entries.size(), entries));
        return id;
    }

    /** The entries of a prefix list, without descriptions. */
    public static List<PrefixListEntry> entries(String... cidrs) {
        return Arrays.stream(cidrs)
                .map(cidr -> new PrefixListEntry(Cidr.parse(cidr), ""))
                .toList();
    }

    RuleId nextRuleId() {
        return new RuleId("sgr-" + nextId());
    }

    String nextId() {
        return String.format("%017d", ++ids);
    }
}
