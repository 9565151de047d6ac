package io.ringfence.instance;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The allocation in memory, for one thread; it keeps the same contract as the rows. */
final class AddressesInMemory implements AddressAllocation {
    private final Capacity capacity;
    private final Map<IpAddress, Owner> addresses = new HashMap<>();
    private final Map<Claim.Port, Owner> ports = new HashMap<>();
    private final Map<SecurityGroupId, Integer> places = new HashMap<>();

    AddressesInMemory(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    public void take(Claim claim) {
        requireFree(claim);
        int wanted = claim.addresses().size();
        int limit = capacity.of(claim.type());
        int count = places.getOrDefault(claim.group(), 0) + wanted;
        if (count > limit) {
            throw Taken.places(claim, limit, count);
        }
        Owner owner = claim.owner();
        claim.addresses().forEach(address -> addresses.put(address, owner));
        if (claim.port() != null) {
            ports.put(claim.port(), owner);
        }
        places.put(claim.group(), count);
    }

    private void requireFree(Claim claim) {
        List<IpAddress> wanted = claim.addresses();
        for (int i = 0; i < wanted.size(); i++) {
            Owner owner = addresses.get(wanted.get(i));
            if (owner != null) {
                throw Taken.address(claim, i, Optional.of(owner));
            }
        }
        Claim.Port port = claim.port();
        if (port != null && ports.containsKey(port)) {
            throw Taken.port(claim.account(), port, Optional.ofNullable(ports.get(port)));
        }
    }

    @Override
    public void move(Owner instance, Claim.@Nullable Port to) {
        Owner taken = to == null ? null : ports.get(to);
        if (to != null && taken != null) {
            throw Taken.port(instance.account(), to, Optional.of(taken));
        }
        ports.values().removeIf(owner -> owner.instance().equals(instance.instance()));
        if (to != null) {
            ports.put(to, instance);
        }
    }

    @Override
    public void giveBack(InstanceId instance, SecurityGroupId group) {
        int before = addresses.size();
        addresses.values().removeIf(owner -> owner.instance().equals(instance));
        ports.values().removeIf(owner -> owner.instance().equals(instance));
        places.merge(group, addresses.size() - before, Integer::sum);
    }
}
