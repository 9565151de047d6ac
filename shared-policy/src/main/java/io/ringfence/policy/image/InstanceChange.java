package io.ringfence.policy.image;

import io.ringfence.events.instance.InstanceEvent;
import io.ringfence.events.instance.InstanceEvent.InstanceDeleted;
import io.ringfence.events.instance.InstanceEvent.InstanceModified;
import io.ringfence.events.instance.InstanceEvent.InstanceRegistered;
import java.util.Optional;

/** An instance before one of its events gives the instance after it; empty where there is none. */
record InstanceChange(Optional<InstanceImage> before, Provenance change)
        implements InstanceEvent.Visitor<Optional<InstanceImage>> {
    @Override
    public Optional<InstanceImage> on(InstanceRegistered event) {
        return Optional.of(new InstanceImage(
                event.instanceId(),
                event.accountId(),
                event.name(),
                event.vpcId(),
                event.securityGroupId(),
                event.addresses(),
                event.host(),
                event.interfaceName(),
                event.labels(),
                change.at(),
                change.at(),
                change));
    }

    @Override
    public Optional<InstanceImage> on(InstanceModified event) {
        return before.map(instance -> new InstanceImage(
                instance.instanceId(),
                instance.accountId(),
                event.name(),
                instance.vpcId(),
                instance.securityGroupId(),
                instance.addresses(),
                event.host(),
                event.interfaceName(),
                event.labels(),
                instance.registeredAt(),
                instance.isAt(event.host(), event.interfaceName()) ? instance.placedAt() : change.at(),
                change));
    }

    @Override
    public Optional<InstanceImage> on(InstanceDeleted event) {
        return Optional.empty();
    }
}
