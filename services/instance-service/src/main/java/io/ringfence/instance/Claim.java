package io.ringfence.instance;

import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new instance wants for itself alone, and the group whose places it takes, one for each address. */
record Claim(
        InstanceId instance,
        AccountId account,
        VpcId vpc,
        SecurityGroupId group,
        SecurityGroupType type,
        List<IpAddress> addresses,
        @Nullable Port port) {
    Claim {
        addresses = List.copyOf(addresses);
    }

    /** An interface of a host. */
    record Port(HostName host, InterfaceName interfaceName) {
        /** The interface, or null unless both are there. */
        static @Nullable Port of(@Nullable HostName host, @Nullable InterfaceName interfaceName) {
            return host == null || interfaceName == null ? null : new Port(host, interfaceName);
        }
    }

    /** What the instance wants if this event happens, in a group of this type. */
    static Claim of(InstanceRegistered event, SecurityGroupType type) {
        return new Claim(
                event.instanceId(),
                event.accountId(),
                event.vpcId(),
                event.securityGroupId(),
                type,
                event.addresses(),
                Port.of(event.host(), event.interfaceName()));
    }

    Owner owner() {
        return new Owner(instance, account, group);
    }
}
