package io.ringfence.projection.audit;

import io.ringfence.events.instance.InstanceEvent;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sentences about instances. */
final class InstanceWords implements InstanceEvent.Visitor<String> {
    @Override
    public String on(InstanceRegistered event) {
        return "Registered the instance '%s' with %s into %s%s"
                .formatted(
                        event.name(),
                        event.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(", ")),
                        event.securityGroupId(),
                        place(event.host(), event.interfaceName()));
    }

    @Override
    public String on(InstanceModified event) {
        return "Changed the instance '%s'%s".formatted(event.name(), place(event.host(), event.interfaceName()));
    }

    @Override
    public String on(InstanceDeleted event) {
        return "Deleted the instance";
    }

    private static String place(@Nullable HostName host, @Nullable InterfaceName interfaceName) {
        return host == null ? ", on no host" : ", on host " + host + " at interface " + interfaceName;
    }
}
