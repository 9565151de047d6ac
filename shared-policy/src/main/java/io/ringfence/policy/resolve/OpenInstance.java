package io.ringfence.policy.resolve;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import java.util.List;

/**
 * An instance of the host that may speak under its group's policy.
 *
 * @param addresses those of its addresses that it owns, and may send from; another instance may have taken one over
 */
public record OpenInstance(
        InstanceId instanceId,
        InterfaceName interfaceName,
        SecurityGroupId securityGroupId,
        List<IpAddress> addresses) {
    public OpenInstance {
        addresses = List.copyOf(addresses);
    }
}
