package io.ringfence.policy.image;

import io.ringfence.events.value.HostName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Instances that go into an inventory at once. It comes to the same as one after the other. */
final class ManyInstances {
    private static final Comparator<Claim> BY_ADDRESS = Comparator.comparing(Claim::address);

    private final List<PackedInstance> instances = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();

    private record Claim(IpAddress address, PackedInstance instance) {}

    void add(InstanceImage image) {
        PackedInstance instance = new PackedInstance(image);
        instances.add(instance);
        image.addresses().forEach(address -> claims.add(new Claim(address, instance)));
    }

    /** The inventory with all that were added; none is left then. */
    Inventory addTo(Inventory before) {
        Inventory after = before.instances().isEmpty() ? inventory() : oneByOne(before, instances);
        instances.clear();
        claims.clear();
        return after;
    }

    private static Inventory oneByOne(Inventory before, List<PackedInstance> instances) {
        Inventory inventory = before;
        for (PackedInstance instance : instances) {
            inventory = inventory.with(instance);
        }
        return inventory;
    }

    private Inventory inventory() {
        instances.sort(PackedInstance.BY_ID);
        claims.sort(BY_ADDRESS);
        List<PackedInstance> rivals = takeRivals();
        AddressBook addresses = new AddressBook(owners(), TreePMap.empty(), members());
        return oneByOne(new Inventory(Instances.of(instances), addresses, hosts()), rivals);
    }

    /** Takes out those of which another has the id or an address. */
    private List<PackedInstance> takeRivals() {
        Set<PackedInstance> rivals = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 1; i < instances.size(); i++) {
            if (instances.get(i).hasIdOf(instances.get(i - 1))) {
                rivals.addAll(instances.subList(i - 1, i + 1));
            }
        }
        for (int i = 1; i < claims.size(); i++) {
            if (claims.get(i).address().equals(claims.get(i - 1).address())) {
                rivals.add(claims.get(i - 1).instance());
                rivals.add(claims.get(i).instance());
            }
        }
        List<PackedInstance> taken = instances.stream().filter(rivals::contains).toList();
        instances.removeIf(rivals::contains);
        claims.removeIf(claim -> rivals.contains(claim.instance()));
        return taken;
    }

    private BlockMap<IpAddress, PackedInstance> owners() {
        return BlockMap.of(
                Comparator.naturalOrder(),
                claims.stream().map(Claim::address).toList(),
                claims.stream().map(Claim::instance).toList());
    }

    private PSortedMap<SecurityGroupId, Members> members() {
        Map<SecurityGroupId, List<IpAddress>> groups = new HashMap<>();
        claims.forEach(claim -> groups.computeIfAbsent(claim.instance().securityGroupId(), group -> new ArrayList<>())
                .add(claim.address()));
        PSortedMap<SecurityGroupId, Members> members = TreePMap.empty();
        for (Map.Entry<SecurityGroupId, List<IpAddress>> group : groups.entrySet()) {
            members = members.plus(group.getKey(), Members.of(group.getValue()));
        }
        return members;
    }

    private PSortedMap<HostName, Instances> hosts() {
        Map<HostName, List<PackedInstance>> placed = new HashMap<>();
        for (PackedInstance instance : instances) {
            HostName host = instance.host();
            if (host != null) {
                placed.computeIfAbsent(host, none -> new ArrayList<>()).add(instance);
            }
        }
        PSortedMap<HostName, Instances> hosts = TreePMap.empty();
        for (Map.Entry<HostName, List<PackedInstance>> host : placed.entrySet()) {
            hosts = hosts.plus(host.getKey(), Instances.of(host.getValue()));
        }
        return hosts;
    }
}
