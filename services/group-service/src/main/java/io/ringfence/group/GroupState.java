package io.ringfence.group;

import io.ringfence.events.group.SecurityGroupCommand.ModifySecurityGroup;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupType;
import java.util.Map;

/**
 * A group as it is now. Immutable.
 *
 * @param attempt the revision that began the deletion under way; 0 where there is none
 */
record GroupState(
        SecurityGroupType type,
        RegionId region,
        String name,
        String description,
        InnerAccessPolicy innerAccessPolicy,
        Map<String, String> tags,
        long attempt) {
    GroupState {
        tags = Map.copyOf(tags);
    }

    /** The attributes after a merge patch; nothing is judged here. */
    GroupState after(ModifySecurityGroup patch) {
        return new GroupState(
                type,
                region,
                patch.name().on(name, name),
                patch.description().on(description, ""),
                patch.innerAccessPolicy().on(innerAccessPolicy, innerAccessPolicy),
                patch.tags().on(tags),
                attempt);
    }

    /** The same while it is being deleted, or, with 0, no longer. */
    GroupState deleting(long newAttempt) {
        return new GroupState(type, region, name, description, innerAccessPolicy, tags, newAttempt);
    }
}
