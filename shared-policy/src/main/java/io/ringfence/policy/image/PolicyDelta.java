package io.ringfence.policy.image;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.instance.InstanceEvent;
import io.ringfence.events.instance.MembershipEvent;
import io.ringfence.events.rule.PrefixListEvent;
import io.ringfence.events.rule.RuleSetEvent;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.Revision;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventRecord;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch of events on its way into an image: {@link #replay} each, then {@link #apply}. Short-lived and of one thread.
 *
 * <p>Events are counted by aggregate and revision: one seen before is dropped, one that comes too early holds its
 * aggregate until the missing one has arrived and all that was skipped has come again.
 */
public final class PolicyDelta {
    private PolicyImage image;
    private final Set<AggregateRef> aggregates = new HashSet<>();
    private final Set<SecurityGroupId> members = new HashSet<>();
    private final Set<IpAddress> addresses = new HashSet<>();
    private final Set<HostName> hosts = new HashSet<>();

    public PolicyDelta(PolicyImage image) {
        this.image = image;
    }

    /** Takes in one event; an event out of turn changes nothing but the hold on its aggregate. */
    public Replayed replay(EventRecord record) {
        AggregateRef aggregate = record.envelope().aggregate();
        long sequence = record.envelope().sequence();
        long last = image.revision(aggregate);
        if (sequence <= last || image.gone().containsKey(aggregate)) {
            return Replayed.DUPLICATE;
        }
        if (sequence > last + 1) {
            hold(aggregate, "event " + (last + 1) + " is missing, event " + sequence + " came", sequence);
            return Replayed.HELD;
        }
        if (!fits(record.event(), sequence)) {
            hold(aggregate, record.envelope().type() + " cannot be event " + sequence, sequence);
            return Replayed.HELD;
        }
        change(record.event(), Provenance.of(record.envelope()));
        aggregates.add(aggregate);
        heal(aggregate, sequence);
        return Replayed.APPLIED;
    }

    /** Holds an aggregate of which a record could not be read; which one is not known, so its next is taken to be it. */
    public void unreadable(AggregateRef aggregate, String reason) {
        hold(aggregate, reason, 0);
    }

    /** Holds an aggregate of which this event could not be read, unless the image had it before. */
    public void unreadable(Revision event, String reason) {
        if (event.number() > image.revision(event.aggregate())) {
            hold(event.aggregate(), reason, event.number());
        }
    }

    /** The image with everything replayed so far. */
    public PolicyImage apply() {
        return image;
    }

    /** What was touched by everything replayed so far. */
    public Touched touched() {
        return new Touched(aggregates, members, addresses, hosts);
    }

    private void hold(AggregateRef aggregate, String reason, long sequence) {
        if (image.gone().containsKey(aggregate)) {
            return; // nothing that comes after a deletion would change anything
        }
        Hold before = image.held().get(aggregate);
        Hold now = before == null ? new Hold(reason, sequence) : before.until(sequence);
        if (!now.equals(before)) {
            image = image.with(image.held().plus(aggregate, now));
            aggregates.add(aggregate);
        }
    }

    private void heal(AggregateRef aggregate, long sequence) {
        Hold hold = image.held().get(aggregate);
        if (hold != null && sequence >= hold.heals()) {
            image = image.with(image.held().minus(aggregate));
        }
    }

    /** An aggregate begins with the event that makes it, and never has that again. */
    private static boolean fits(DomainEvent event, long sequence) {
        return makes(event) == (sequence == 1);
    }

    private static boolean makes(DomainEvent event) {
        return event instanceof SecurityGroupEvent.SecurityGroupCreated
                || event instanceof RuleSetEvent.RuleSetOpened
                || event instanceof PrefixListEvent.PrefixListCreated
                || event instanceof InstanceEvent.InstanceRegistered
                || event instanceof MembershipEvent.MembershipOpened;
    }

    private void change(DomainEvent event, Provenance change) {
        switch (event.aggregate().kind()) {
            case GROUP -> changeGroup((SecurityGroupEvent) event, change);
            case RULES -> changeRules((RuleSetEvent) event, change);
            case PREFIX_LIST -> changePrefixList((PrefixListEvent) event, change);
            case INSTANCE -> changeInstance((InstanceEvent) event, change);
            case MEMBERSHIP -> changeMembership((MembershipEvent) event, change);
        }
    }

    private void changeGroup(SecurityGroupEvent event, Provenance change) {
        SecurityGroupId id = event.securityGroupId();
        Optional<GroupImage> before = Optional.ofNullable(image.groups().get(id));
        image = event.accept(new GroupChange(before, change))
                .map(image::with)
                .orElseGet(() -> image.without(id, change.revision()));
    }

    private void changeRules(RuleSetEvent event, Provenance change) {
        SecurityGroupId id = event.securityGroupId();
        Optional<RuleSetImage> before = Optional.ofNullable(image.ruleSets().get(id));
        image = event.accept(new RuleSetChange(before, change))
                .map(image::with)
                .orElseGet(() -> image.withoutRules(id, change.revision()));
    }

    private void changePrefixList(PrefixListEvent event, Provenance change) {
        PrefixListId id = event.prefixListId();
        Optional<PrefixListImage> before =
                Optional.ofNullable(image.prefixLists().get(id));
        image = event.accept(new PrefixListChange(before, change))
                .map(image::with)
                .orElseGet(() -> image.without(id, change.revision()));
    }

    private void changeMembership(MembershipEvent event, Provenance change) {
        Optional<MembershipImage> before =
                Optional.ofNullable(image.memberships().get(event.securityGroupId()));
        image = event.accept(new MembershipChange(before, change))
                .map(image::with)
                .orElse(image);
    }

    private void changeInstance(InstanceEvent event, Provenance change) {
        InstanceId id = event.instanceId();
        InstanceImage before = image.instances().get(id);
        touchOwners(before);
        Optional<InstanceImage> after = event.accept(new InstanceChange(Optional.ofNullable(before), change));
        after.ifPresent(this::touchOwners);
        image = after.map(image::with).orElseGet(() -> image.without(id, change.revision()));
        touchOwners(before);
    }

    /** Touches the instance and whoever else owns one of its addresses: an address may pass from one to the other. */
    private void touchOwners(@Nullable InstanceImage instance) {
        if (instance != null) {
            touch(instance);
            addresses.addAll(instance.addresses());
            instance.addresses().forEach(address -> touch(image.owner(address)));
        }
    }

    private void touch(@Nullable InstanceImage instance) {
        if (instance != null) {
            members.add(instance.securityGroupId());
            HostName host = instance.host();
            if (host != null) {
                hosts.add(host);
            }
        }
    }
}
