package io.ringfence.policy.image;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Everything that the events say, at one point of each aggregate's history. Immutable; a changed image shares all that
 * did not change, so that one event costs O(log n).
 *
 * @param gone the last revision of each deleted aggregate, so that a duplicate revives nothing
 * @param held the aggregates that stand still, and why
 */
public record PolicyImage(
        PSortedMap<SecurityGroupId, GroupImage> groups,
        PSortedMap<SecurityGroupId, RuleSetImage> ruleSets,
        PSortedMap<SecurityGroupId, MembershipImage> memberships,
        PSortedMap<PrefixListId, PrefixListImage> prefixLists,
        Inventory inventory,
        PSortedMap<AggregateRef, Long> gone,
        PSortedMap<AggregateRef, Hold> held) {
    /** Before the first event. */
    public static final PolicyImage EMPTY = new PolicyImage(
            TreePMap.empty(),
            TreePMap.empty(),
            TreePMap.empty(),
            TreePMap.empty(),
            Inventory.EMPTY,
            TreePMap.empty(),
            TreePMap.empty());

    /** The live instances by their ids. */
    public Instances instances() {
        return inventory.instances();
    }

    /** The addresses that members of the group own. */
    public Members members(SecurityGroupId group) {
        return inventory.addresses().members().getOrDefault(group, Members.NONE);
    }

    /** The instance that owns an address, or null when it is nobody's. */
    public @Nullable InstanceImage owner(IpAddress address) {
        PackedInstance owner = inventory.addresses().owners().get(address);
        return owner == null ? null : owner.image();
    }

    /** The live instances of a host, in the order of their ids. */
    public Stream<InstanceImage> instancesOn(HostName host) {
        return inventory.on(host).values().stream();
    }

    /** The last revision seen of an aggregate, live or deleted; 0 for one never seen. */
    public long revision(AggregateRef aggregate) {
        Long last = gone.get(aggregate);
        if (last != null) {
            return last;
        }
        Provenance lastChange = lastChange(aggregate);
        return lastChange == null ? 0 : lastChange.revision();
    }

    /** Who changed a live aggregate last, and when; null for one that is not there. */
    public @Nullable Provenance lastChange(AggregateRef aggregate) {
        String id = aggregate.id();
        return switch (aggregate.kind()) {
            case GROUP -> {
                GroupImage group = groups.get(new SecurityGroupId(id));
                yield group == null ? null : group.lastChange();
            }
            case RULES -> {
                RuleSetImage rules = ruleSets.get(new SecurityGroupId(id));
                yield rules == null ? null : rules.lastChange();
            }
            case MEMBERSHIP -> {
                MembershipImage membership = memberships.get(new SecurityGroupId(id));
                yield membership == null ? null : membership.lastChange();
            }
            case PREFIX_LIST -> {
                PrefixListImage list = prefixLists.get(new PrefixListId(id));
                yield list == null ? null : list.lastChange();
            }
            case INSTANCE -> {
                InstanceImage instance = instances().get(new InstanceId(id));
                yield instance == null ? null : instance.lastChange();
            }
        };
    }

    /** Whether an aggregate stands still. */
    public boolean isHeld(AggregateRef aggregate) {
        return held.containsKey(aggregate);
    }

    /** This image with the group, new or changed. */
    public PolicyImage with(GroupImage group) {
        return new PolicyImage(
                groups.plus(group.securityGroupId(), group), ruleSets, memberships, prefixLists, inventory, gone, held);
    }

    /** This image with the rule set, new or changed. */
    public PolicyImage with(RuleSetImage rules) {
        return new PolicyImage(
                groups, ruleSets.plus(rules.securityGroupId(), rules), memberships, prefixLists, inventory, gone, held);
    }

    /** This image with the membership, new or changed. */
    public PolicyImage with(MembershipImage membership) {
        return new PolicyImage(
                groups,
                ruleSets,
                memberships.plus(membership.securityGroupId(), membership),
                prefixLists,
                inventory,
                gone,
                held);
    }

    /** This image with the prefix list, new or changed. */
    public PolicyImage with(PrefixListImage list) {
        return new PolicyImage(
                groups, ruleSets, memberships, prefixLists.plus(list.prefixListId(), list), inventory, gone, held);
    }

    /** This image with the instance, new or changed. */
    public PolicyImage with(InstanceImage instance) {
        return with(inventory.with(new PackedInstance(instance)));
    }

    PolicyImage with(Inventory changed) {
        return new PolicyImage(groups, ruleSets, memberships, prefixLists, changed, gone, held);
    }

    /** This image after a group was deleted by its event number {@code revision}. */
    PolicyImage without(SecurityGroupId group, long revision) {
        return new PolicyImage(
                groups.minus(group),
                ruleSets,
                memberships,
                prefixLists,
                inventory,
                gone.plus(AggregateRef.group(group), revision),
                held);
    }

    PolicyImage withoutRules(SecurityGroupId group, long revision) {
        return new PolicyImage(
                groups,
                ruleSets.minus(group),
                memberships,
                prefixLists,
                inventory,
                gone.plus(AggregateRef.rules(group), revision),
                held);
    }

    PolicyImage without(PrefixListId list, long revision) {
        return new PolicyImage(
                groups,
                ruleSets,
                memberships,
                prefixLists.minus(list),
                inventory,
                gone.plus(AggregateRef.prefixList(list), revision),
                held);
    }

    PolicyImage without(InstanceId instance, long revision) {
        return new PolicyImage(
                groups,
                ruleSets,
                memberships,
                prefixLists,
                inventory.without(instance),
                gone.plus(AggregateRef.instance(instance), revision),
                held);
    }

    PolicyImage with(PSortedMap<AggregateRef, Hold> nowHeld) {
        return new PolicyImage(groups, ruleSets, memberships, prefixLists, inventory, gone, nowHeld);
    }
}
