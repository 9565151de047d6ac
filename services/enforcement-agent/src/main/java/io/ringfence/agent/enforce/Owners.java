package io.ringfence.agent.enforce;

import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.policy.resolve.OpenInstance;
import io.ringfence.policy.verdict.Packet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The instances of this host that may speak, by their addresses. */
public final class Owners {

    private final Map<IpAddress, OpenInstance> owners = new HashMap<>();

    public Owners(Enforcement enforcement) {
        enforcement.policy().open().values().stream()
                .filter(instance -> !enforcement.withheld().covers(instance))
                .forEach(instance -> instance.addresses().forEach(address -> owners.put(address, instance)));
    }

    /** Who owns the address, if an instance of this host does. */
    public Optional<OpenInstance> of(IpAddress address) {
        return Optional.ofNullable(owners.get(address));
    }

    /** Whose policy for the direction judges the packet, if one of this host's does. */
    public Optional<OpenInstance> of(Direction direction, Packet packet) {
        return of(direction == Direction.EGRESS ? packet.source() : packet.destination());
    }
}
