package io.ringfence.policy.image;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
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
        PSortedMap<IpAddress, InstanceImage> owners,
        PSortedMap<IpAddress, PSortedMap<InstanceId, InstanceImage>> rivals,
        PSortedMap<SecurityGroupId, Members> members) {
    /** Nobody owns anything. */
    public static final AddressBook EMPTY = new AddressBook(TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    AddressBook with(InstanceImage instance) {
        AddressBook book = this;
        for (IpAddress address : instance.addresses()) {
            book = book.claim(address, instance);
        }
        return book;
    }

    AddressBook without(InstanceImage instance) {
        AddressBook book = this;
        for (IpAddress address : instance.addresses()) {
            book = book.release(address, instance);
        }
        return book;
    }

    private AddressBook claim(IpAddress address, InstanceImage instance) {
        InstanceImage owner = owners.get(address);
        if (owner == null || owner.instanceId().equals(instance.instanceId())) {
            return own(address, instance);
        }
        return InstanceImage.BY_ADDRESS_CLAIM.compare(instance, owner) > 0
                ? disown(address, owner).own(address, instance).addRival(address, owner)
                : addRival(address, instance);
    }

    private AddressBook release(IpAddress address, InstanceImage instance) {
        InstanceImage owner = owners.get(address);
        if (owner == null || !owner.instanceId().equals(instance.instanceId())) {
            return removeRival(address, instance.instanceId());
        }
        AddressBook freed = disown(address, owner);
        InstanceImage heir = heir(address);
        return heir == null
                ? freed
                : freed.removeRival(address, heir.instanceId()).own(address, heir);
    }

    private @Nullable InstanceImage heir(IpAddress address) {
        PSortedMap<InstanceId, InstanceImage> claimants = rivals.get(address);
        return claimants == null
                ? null
                : claimants.values().stream()
                        .max(InstanceImage.BY_ADDRESS_CLAIM)
                        .orElse(null);
    }

    private AddressBook own(IpAddress address, InstanceImage instance) {
        SecurityGroupId group = instance.securityGroupId();
        Members joined = members.getOrDefault(group, Members.NONE).plus(address);
        return new AddressBook(owners.plus(address, instance), rivals, members.plus(group, joined));
    }

    private AddressBook disown(IpAddress address, InstanceImage instance) {
        SecurityGroupId group = instance.securityGroupId();
        Members left = members.getOrDefault(group, Members.NONE).minus(address);
        return new AddressBook(
                owners.minus(address), rivals, left.isEmpty() ? members.minus(group) : members.plus(group, left));
    }

    private AddressBook addRival(IpAddress address, InstanceImage instance) {
        PSortedMap<InstanceId, InstanceImage> claimants = rivals.getOrDefault(address, TreePMap.empty());
        return new AddressBook(owners, rivals.plus(address, claimants.plus(instance.instanceId(), instance)), members);
    }

    private AddressBook removeRival(IpAddress address, InstanceId instanceId) {
        PSortedMap<InstanceId, InstanceImage> claimants =
                rivals.getOrDefault(address, TreePMap.empty()).minus(instanceId);
        return new AddressBook(
                owners, claimants.isEmpty() ? rivals.minus(address) : rivals.plus(address, claimants), members);
    }
}
