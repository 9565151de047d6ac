package io.ringfence.policy.image;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A live container instance as it stands.
 *
 * @param host null, together with the interface, for a member that no host enforces
 * @param registeredAt since when it claims its addresses; of two live owners the later one owns an address
 * @param placedAt since when it claims its host and interface, by the same rule
 */
public record InstanceImage(
        InstanceId instanceId,
        AccountId accountId,
        String name,
        VpcId vpcId,
        SecurityGroupId securityGroupId,
        List<IpAddress> addresses,
        @Nullable HostName host,
        @Nullable InterfaceName interfaceName,
        Map<String, String> labels,
        Instant registeredAt,
        Instant placedAt,
        Provenance lastChange) {
    /** The last in this order owns an interface that several claim. */
    public static final Comparator<InstanceImage> BY_PLACE_CLAIM =
            Comparator.comparing(InstanceImage::placedAt).thenComparing(InstanceImage::instanceId);

    public InstanceImage {
        addresses = List.copyOf(addresses);
        labels = Map.copyOf(labels);
    }

    boolean isAt(@Nullable HostName otherHost, @Nullable InterfaceName otherInterface) {
        return Objects.equals(host, otherHost) && Objects.equals(interfaceName, otherInterface);
    }
}
