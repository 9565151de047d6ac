package io.ringfence.projection.audit;

import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;

/** Sentences about groups. */
final class GroupWords implements SecurityGroupEvent.Visitor<String> {
    @Override
    public String on(SecurityGroupCreated event) {
        return "Created the %s security group '%s' in %s; its members %s each other"
                .formatted(
                        event.type(),
                        event.name(),
                        event.vpcId(),
                        event.innerAccessPolicy().name().equals("ACCEPT") ? "reach" : "do not reach");
    }

    @Override
    public String on(SecurityGroupModified event) {
        return "Changed the security group '%s': its members %s each other"
                .formatted(event.name(), event.innerAccessPolicy().name().equals("ACCEPT") ? "reach" : "do not reach");
    }

    @Override
    public String on(SecurityGroupDeletionRequested event) {
        return "Asked for the security group's deletion";
    }

    @Override
    public String on(SecurityGroupDeletionRejected event) {
        return "Kept the security group, as %s still %s it"
                .formatted(
                        EventWords.count(event.blockerCount(), "instance or rule"),
                        event.blockerCount() == 1 ? "uses" : "use");
    }

    @Override
    public String on(SecurityGroupDeleted event) {
        return "Deleted the security group";
    }
}
