package io.ringfence.policy.image;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;

/**
 * Whether instances may join a group. Who has joined follows from the instances alone, see {@link Members}; a
 * membership outlives its group, closed.
 */
public record MembershipImage(
        SecurityGroupId securityGroupId,
        AccountId accountId,
        VpcId vpcId,
        SecurityGroupType type,
        boolean open,
        Provenance lastChange) {
    MembershipImage with(boolean nowOpen, Provenance change) {
        return new MembershipImage(securityGroupId, accountId, vpcId, type, nowOpen, change);
    }
}
