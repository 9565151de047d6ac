package io.ringfence.events.instance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.InterfaceName;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can have happened to a container instance. Key of its topic: the instance id. */
public sealed interface InstanceEvent extends DomainEvent {
    InstanceId instanceId();

    /** Calls the visitor's method for this event, so that a new event is a compile error wherever it matters. */
    <R> R accept(Visitor<R> visitor);

    @Override
    default AggregateRef aggregate() {
        return AggregateRef.instance(instanceId());
    }

    /** One method for each event. */
    interface Visitor<R> {
        R on(InstanceRegistered event);

        R on(InstanceModified event);

        R on(InstanceDeleted event);
    }

    /** An instance came to be, in its group for life. Host and interface are both there or both not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InstanceRegistered(
            InstanceId instanceId,
            AccountId accountId,
            String name,
            VpcId vpcId,
            SecurityGroupId securityGroupId,
            List<IpAddress> addresses,
            @Nullable HostName host,
            @JsonProperty("interface") @Nullable InterfaceName interfaceName,
            Map<String, String> labels)
            implements InstanceEvent {
        public InstanceRegistered {
            addresses = List.copyOf(addresses);
            labels = Map.copyOf(labels);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Attributes or place changed; all that can change are given as they are now. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InstanceModified(
            InstanceId instanceId,
            String name,
            @Nullable HostName host,
            @JsonProperty("interface") @Nullable InterfaceName interfaceName,
            Map<String, String> labels)
            implements InstanceEvent {
        public InstanceModified {
            labels = Map.copyOf(labels);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The instance is gone for ever; its addresses and its interface are free. */
    record InstanceDeleted(InstanceId instanceId) implements InstanceEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}
