package io.ringfence.instance;

import io.ringfence.events.group.SecurityGroupEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupCreated;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupModified;
import io.ringfence.events.instance.MembershipCommand;
import io.ringfence.events.instance.MembershipCommand.CloseMembership;
import io.ringfence.events.instance.MembershipCommand.OpenMembership;
import io.ringfence.events.instance.MembershipCommand.ReopenMembership;
import java.util.Optional;

/**
 * What a group's event asks of its membership.
 *
 * @param revision the event's own, which names the attempt where it is the request for a deletion
 */
record MembershipReaction(long revision) implements SecurityGroupEvent.Visitor<Optional<MembershipCommand>> {
    @Override
    public Optional<MembershipCommand> on(SecurityGroupCreated event) {
        return Optional.of(new OpenMembership(event.securityGroupId(), event.accountId(), event.vpcId(), event.type()));
    }

    @Override
    public Optional<MembershipCommand> on(SecurityGroupModified event) {
        return Optional.empty();
    }

    @Override
    public Optional<MembershipCommand> on(SecurityGroupDeletionRequested event) {
        return Optional.of(new CloseMembership(event.securityGroupId(), revision));
    }

    @Override
    public Optional<MembershipCommand> on(SecurityGroupDeletionRejected event) {
        return Optional.of(new ReopenMembership(event.securityGroupId(), event.attempt()));
    }

    /** The membership was closed before, and stays so. */
    @Override
    public Optional<MembershipCommand> on(SecurityGroupDeleted event) {
        return Optional.empty();
    }
}
