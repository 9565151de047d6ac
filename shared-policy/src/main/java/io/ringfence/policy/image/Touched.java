package io.ringfence.policy.image;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.util.Set;

/**
 * What a batch of events touched; events that were dropped as duplicates touch nothing.
 *
 * @param aggregates those that changed, were deleted, were held or healed
 * @param members groups whose members' addresses changed, or the instances behind them
 * @param addresses addresses whose owner may have changed
 * @param hosts hosts that gained, lost or still have an instance that changed, or whose addresses did
 */
public record Touched(
        Set<AggregateRef> aggregates, Set<SecurityGroupId> members, Set<IpAddress> addresses, Set<HostName> hosts) {
    /** Nothing. */
    public static final Touched NOTHING = new Touched(Set.of(), Set.of(), Set.of(), Set.of());

    public Touched {
        aggregates = Set.copyOf(aggregates);
        members = Set.copyOf(members);
        addresses = Set.copyOf(addresses);
        hosts = Set.copyOf(hosts);
    }

    public boolean isEmpty() {
        return aggregates.isEmpty();
    }
}
