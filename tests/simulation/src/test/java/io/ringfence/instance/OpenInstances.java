package io.ringfence.instance;

import io.ringfence.axon.react.KnownGroups;
import io.ringfence.axon.react.Reaction;
import io.ringfence.axon.store.AggregateDefinition;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.simulation.Store;
import io.ringfence.simulation.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens what is not public here, on tables in memory. */
public final class OpenInstances {
    private final Table<IpAddress, Owner> addresses;
    private final Table<Claim.Port, Owner> ports;
    private final List<AggregateDefinition> aggregates;

    /** @param places addresses that a group can have */
    public OpenInstances(Store store, KnownGroups groups, int places) {
        this.addresses = store.table();
        this.ports = store.table();
        this.aggregates = List.of(
                AggregateDefinition.of(Instance.class)
                        .with(KnownGroups.class, groups)
                        .with(AddressAllocation.class, new Allocation(new Capacity(places, places))),
                AggregateDefinition.of(Membership.class).with(Members.class, this::holdersOf));
    }

    public List<AggregateDefinition> aggregates() {
        return aggregates;
    }

    public Reaction reaction() {
        return InstanceService.reaction();
    }

    /** Who has which address. */
    public Map<IpAddress, InstanceId> addresses() {
        return owners(addresses);
    }

    /** Who has which interface, written {@code host/interface}. */
    public Map<String, InstanceId> interfaces() {
        Map<String, InstanceId> owners = new HashMap<>();
        owners(ports).forEach((port, owner) -> owners.put(port.host() + "/" + port.interfaceName(), owner));
        return owners;
    }

    private static <K> Map<K, InstanceId> owners(Table<K, Owner> table) {
        Map<K, InstanceId> owners = new HashMap<>();
        for (K key : table.keys()) {
            Owner owner = table.get(key);
            if (owner != null) {
                owners.put(key, owner.instance());
            }
        }
        return owners;
    }

    private Holders holdersOf(SecurityGroupId group) {
        List<Blocker> all = addresses.values().stream()
                .filter(owner -> owner.group().equals(group))
                .map(Owner::asBlocker)
                .distinct()
                .toList();
        return new Holders(all.subList(0, Math.min(all.size(), Problem.MAX_BLOCKERS)), all.size());
    }

    private final class Allocation implements AddressAllocation {
        private final Capacity capacity;

        private Allocation(Capacity capacity) {
            this.capacity = capacity;
        }

        @Override
        public void take(Claim claim) {
            for (int i = 0; i < claim.addresses().size(); i++) {
                Owner owner = addresses.get(claim.addresses().get(i));
                if (owner != null) {
                    throw Taken.address(claim, i, Optional.of(owner));
                }
            }
            Claim.Port port = claim.port();
            requireFree(claim.owner(), port);
            long count = addresses.values().stream()
                            .filter(owner -> owner.group().equals(claim.group()))
                            .count()
                    + claim.addresses().size();
            int limit = capacity.of(claim.type());
            if (count > limit) {
                throw Taken.places(claim, limit, count);
            }
            claim.addresses().forEach(address -> addresses.put(address, claim.owner()));
            if (port != null) {
                ports.put(port, claim.owner());
            }
        }

        private void requireFree(Owner wanting, Claim.@Nullable Port port) {
            Owner owner = port == null ? null : ports.get(port);
            if (port != null && owner != null && !owner.instance().equals(wanting.instance())) {
                throw Taken.port(wanting.account(), port, Optional.of(owner));
            }
        }

        @Override
        public void move(Owner instance, Claim.@Nullable Port to) {
            requireFree(instance, to);
            release(ports, instance.instance());
            if (to != null) {
                ports.put(to, instance);
            }
        }

        @Override
        public void giveBack(InstanceId instance, SecurityGroupId group) {
            release(addresses, instance);
            release(ports, instance);
        }

        private static <K> void release(Table<K, Owner> table, InstanceId instance) {
            for (K key : table.keys()) {
                Owner owner = table.get(key);
                if (owner != null && owner.instance().equals(instance)) {
                    table.remove(key);
                }
            }
        }
    }
}
