package io.ringfence.events.instance;

import io.ringfence.events.Command;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;

/** What can be asked of a group's membership; only the instance service itself asks. */
public sealed interface MembershipCommand extends Command {
    SecurityGroupId securityGroupId();

    @Override
    default AggregateRef target() {
        return AggregateRef.membership(securityGroupId());
    }

    /** Make the membership of a new group; asked when the instance service learns of the group. */
    record OpenMembership(SecurityGroupId securityGroupId, AccountId accountId, VpcId vpcId, SecurityGroupType type)
            implements MembershipCommand {}

    /**
     * Let nobody join any more, unless instances hold the group; asked when its deletion was requested, whose revision
     * names the attempt.
     */
    record CloseMembership(SecurityGroupId securityGroupId, long attempt) implements MembershipCommand {}

    /** Let instances join again; asked when the attempt that closed the membership was rejected. */
    record ReopenMembership(SecurityGroupId securityGroupId, long attempt) implements MembershipCommand {}
}
