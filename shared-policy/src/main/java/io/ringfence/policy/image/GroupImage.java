package io.ringfence.policy.image;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.Map;

/**
 * A security group as it stands; its rules and its members are told elsewhere.
 *
 * @param beingDeleted whether an attempt to delete it is running; its policy holds all the same
 */
public record GroupImage(
        SecurityGroupId securityGroupId,
        AccountId accountId,
        String name,
        String description,
        SecurityGroupType type,
        VpcId vpcId,
        RegionId regionId,
        InnerAccessPolicy innerAccessPolicy,
        Map<String, String> tags,
        boolean beingDeleted,
        Provenance lastChange) {
    public GroupImage {
        tags = Map.copyOf(tags);
    }

    /** Whether its members reach each other before any rule is asked; never so for an ADVANCED group. */
    public boolean innerAccess() {
        return type == SecurityGroupType.BASIC && innerAccessPolicy == InnerAccessPolicy.ACCEPT;
    }
}
