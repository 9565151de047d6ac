package io.ringfence.events.instance;

import io.ringfence.events.Command;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of a container instance. */
public sealed interface InstanceCommand extends Command {
    InstanceId instanceId();

    @Override
    default AggregateRef target() {
        return AggregateRef.instance(instanceId());
    }

    /** Make an instance in a group. Without a VPC it is the group's; host and interface are both there or both not. */
    record RegisterInstance(
            InstanceId instanceId,
            String name,
            @Nullable VpcId vpcId,
            SecurityGroupId securityGroupId,
            List<IpAddress> addresses,
            @Nullable HostName host,
            @Nullable InterfaceName interfaceName,
            Map<String, String> labels)
            implements InstanceCommand {}

    /** Change attributes or place; what is absent stays. */
    record ModifyInstance(
            InstanceId instanceId,
            Patch<String> name,
            Patch<HostName> host,
            Patch<InterfaceName> interfaceName,
            MapPatch labels)
            implements InstanceCommand {}

    /** Delete an instance. */
    record DeleteInstance(InstanceId instanceId) implements InstanceCommand {}
}
