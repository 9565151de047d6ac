package io.ringfence.policy.image;

import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.value.InnerAccessPolicy;
import java.util.Map;
import java.util.Optional;

/** A group before one of its events gives the group after it; empty where there is none. */
record GroupChange(Optional<GroupImage> before, Provenance change)
        implements SecurityGroupEvent.Visitor<Optional<GroupImage>> {
    @Override
    public Optional<GroupImage> on(SecurityGroupCreated event) {
        return Optional.of(new GroupImage(
                event.securityGroupId(),
                event.accountId(),
                event.name(),
                event.description(),
                event.type(),
                event.vpcId(),
                event.regionId(),
                event.innerAccessPolicy(),
                event.tags(),
                false,
                change));
    }

    @Override
    public Optional<GroupImage> on(SecurityGroupModified event) {
        return before.map(group -> changed(
                group,
                event.name(),
                event.description(),
                event.innerAccessPolicy(),
                event.tags(),
                group.beingDeleted()));
    }

    @Override
    public Optional<GroupImage> on(SecurityGroupDeletionRequested event) {
        return before.map(group -> changed(group, true));
    }

    @Override
    public Optional<GroupImage> on(SecurityGroupDeletionRejected event) {
        return before.map(group -> changed(group, false));
    }

    @Override
    public Optional<GroupImage> on(SecurityGroupDeleted event) {
        return Optional.empty();
    }

    private GroupImage changed(GroupImage group, boolean beingDeleted) {
        return changed(group, group.name(), group.description(), group.innerAccessPolicy(), group.tags(), beingDeleted);
    }

    private GroupImage changed(
            GroupImage group,
            String name,
            String description,
            InnerAccessPolicy innerAccessPolicy,
            Map<String, String> tags,
            boolean beingDeleted) {
        return new GroupImage(
                group.securityGroupId(),
                group.accountId(),
                name,
                description,
                group.type(),
                group.vpcId(),
                group.regionId(),
                innerAccessPolicy,
                tags,
                beingDeleted,
                change);
    }
}
