package io.ringfence.instance;

import io.ringfence.events.instance.InstanceCommand.ModifyInstance;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.SecurityGroupId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said of a live instance: its group, which stays, and what can change. Immutable. */
record InstanceState(SecurityGroupId group, String name, Claim.@Nullable Port port, Map<String, String> labels) {
    InstanceState {
        labels = Map.copyOf(labels);
    }

    /** The state after a merge patch; one that leaves a host without an interface, or the reverse, is refused. */
    InstanceState after(ModifyInstance patch) {
        HostName host = patch.host().on(port == null ? null : port.host());
        InterfaceName interfaceName = patch.interfaceName().on(port == null ? null : port.interfaceName());
        if ((host == null) != (interfaceName == null)) {
            throw Refusal.invalid(
                    host == null ? "host" : "interface",
                    "must be there after the change too: give host and interface, or remove both with null");
        }
        return new InstanceState(
                group,
                patch.name().on(name, name),
                Claim.Port.of(host, interfaceName),
                patch.labels().on(labels));
    }

    /** This state as the event that makes it. */
    InstanceModified asEvent(InstanceId id) {
        return new InstanceModified(
                id, name, port == null ? null : port.host(), port == null ? null : port.interfaceName(), labels);
    }
}
