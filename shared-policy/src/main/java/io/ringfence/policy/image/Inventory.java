package io.ringfence.policy.image;

import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The live instances, and what follows from them: who owns which address, and who lives on which host.
 *
 * @param hosts the live instances of each host that has any
 */
public record Inventory(Instances instances, AddressBook addresses, PSortedMap<HostName, Instances> hosts) {
    /** No instance lives. */
    public static final Inventory EMPTY = new Inventory(Instances.NONE, AddressBook.EMPTY, TreePMap.empty());

    Inventory with(PackedInstance instance) {
        PackedInstance before = instances.packed(instance.key());
        Inventory cleared = before == null ? this : without(before);
        HostName host = instance.host();
        return new Inventory(
                instances.plus(instance),
                cleared.addresses.with(instance),
                host == null
                        ? cleared.hosts
                        : cleared.hosts.plus(host, cleared.on(host).plus(instance)));
    }

    Inventory without(InstanceId instanceId) {
        PackedInstance before = instances.packed(PackedInstance.key(instanceId));
        return before == null ? this : without(before);
    }

    private Inventory without(PackedInstance before) {
        return new Inventory(instances.minus(before), addresses.without(before), hostsWithout(before));
    }

    private PSortedMap<HostName, Instances> hostsWithout(PackedInstance before) {
        HostName host = before.host();
        if (host == null) {
            return hosts;
        }
        Instances left = on(host).minus(before);
        return left.isEmpty() ? hosts.minus(host) : hosts.plus(host, left);
    }

    Instances on(HostName host) {
        return hosts.getOrDefault(host, Instances.NONE);
    }
}
