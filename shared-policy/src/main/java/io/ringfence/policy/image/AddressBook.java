package io.ringfence.policy.image;

import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Who owns which address, and which addresses the members of a group own. It follows from the live instances alone,
 * in whatever order they came.
 *
 * <p>Where a deletion and a registration crossed on their way, two live instances claim one address: the one
 * registered later owns it, and the other gets it back if the owner goes.
 *
 * @param owners the owner of each claimed address
 * @param rivals the claimants that do not own the address, where there are any
 */
public record AddressBook(
        BlockMap<IpAddress, PackedInstance> owners,
        PSortedMap<IpAddress, Instances> rivals,
        PSortedMap<SecurityGroupId, Members> members) {
    /** Nobody owns anything. */
    public static final AddressBook EMPTY =
            new AddressBook(BlockMap.empty(Comparator.naturalOrder()), TreePMap.empty(), TreePMap.empty());

    AddressBook with(PackedInstance instance) {
        AddressBook book = this;
        for (IpAddress address : instance.addresses()) {
            book = book.claim(address, instance);
        }
        return book;
    }

    AddressBook without(PackedInstance instance) {
        AddressBook book = this;
        for (IpAddress address : instance.addresses()) {
            book = book.release(address, instance);
        }
        return book;
    }

    private AddressBook claim(IpAddress address, PackedInstance instance) {
        PackedInstance owner = owners.get(address);
        if (owner == null || owner.hasIdOf(instance)) {
            return own(address, instance);
        }
        return PackedInstance.BY_ADDRESS_CLAIM.compare(instance, owner) > 0
                ? disown(address, owner).own(address, instance).addRival(address, owner)
                : addRival(address, instance);
    }

    private AddressBook release(IpAddress address, PackedInstance instance) {
        PackedInstance owner = owners.get(address);
        if (owner == null || !owner.hasIdOf(instance)) {
            return removeRival(address, instance);
        }
        AddressBook freed = disown(address, owner);
        PackedInstance heir = heir(address);
        return heir == null ? freed : freed.removeRival(address, heir).own(address, heir);
    }

    private @Nullable PackedInstance heir(IpAddress address) {
        Instances claimants = rivals.get(address);
        return claimants == null
                ? null
                : claimants.packed().max(PackedInstance.BY_ADDRESS_CLAIM).orElse(null);
    }

    private AddressBook own(IpAddress address, PackedInstance instance) {
        SecurityGroupId group = instance.securityGroupId();
        Members joined = members.getOrDefault(group, Members.NONE).plus(address);
        return new AddressBook(owners.plus(address, instance), rivals, members.plus(group, joined));
    }

    private AddressBook disown(IpAddress address, PackedInstance instance) {
        SecurityGroupId group = instance.securityGroupId();
        Members left = members.getOrDefault(group, Members.NONE).minus(address);
        return new AddressBook(
                owners.minus(address), rivals, left.isEmpty() ? members.minus(group) : members.plus(group, left));
    }

    private AddressBook addRival(IpAddress address, PackedInstance instance) {
        Instances claimants = rivals.getOrDefault(address, Instances.NONE).plus(instance);
        return new AddressBook(owners, rivals.plus(address, claimants), members);
    }

    private AddressBook removeRival(IpAddress address, PackedInstance instance) {
        Instances claimants = rivals.getOrDefault(address, Instances.NONE).minus(instance);
        return new AddressBook(
                owners, claimants.isEmpty() ? rivals.minus(address) : rivals.plus(address, claimants), members);
    }
}
