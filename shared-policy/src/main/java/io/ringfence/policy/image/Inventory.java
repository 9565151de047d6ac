package io.ringfence.policy.image;

import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The live instances, and what follows from them: who owns which address, and who lives on which host.
 *
 * @param hosts the live instances of each host that has any
 */
public record Inventory(
        PSortedMap<InstanceId, InstanceImage> instances,
        AddressBook addresses,
        PSortedMap<HostName, PSortedSet<InstanceId>> hosts) {
    /** No instance lives. */
    public static final Inventory EMPTY = new Inventory(TreePMap.empty(), AddressBook.EMPTY, TreePMap.empty());

    Inventory with(InstanceImage instance) {
        Inventory cleared = without(instance.instanceId());
        HostName host = instance.host();
        return new Inventory(
                instances.plus(instance.instanceId(), instance),
                cleared.addresses.with(instance),
                host == null
                        ? cleared.hosts
                        : cleared.hosts.plus(host, cleared.on(host).plus(instance.instanceId())));
    }

    Inventory without(InstanceId instanceId) {
        InstanceImage before = instances.get(instanceId);
        if (before == null) {
            return this;
        }
        return new Inventory(instances.minus(instanceId), addresses.without(before), hostsWithout(instanceId, before));
    }

    private PSortedMap<HostName, PSortedSet<InstanceId>> hostsWithout(InstanceId instanceId, InstanceImage before) {
        HostName host = before.host();
        if (host == null) {
            return hosts;
        }
        PSortedSet<InstanceId> left = on(host).minus(instanceId);
        return left.isEmpty() ? hosts.minus(host) : hosts.plus(host, left);
    }

    PSortedSet<InstanceId> on(HostName host) {
        return hosts.getOrDefault(host, TreePSet.empty());
    }
}
