package io.ringfence.group;

import io.ringfence.events.group.SecurityGroupCommand.ModifySecurityGroup;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.SecurityGroupType;
import java.util.Map;

/** The attributes of a group as they are now. Immutable. */
record GroupState(
        SecurityGroupType type,
        String name,
        String description,
        InnerAccessPolicy innerAccessPolicy,
        Map<String, String> tags) {
    GroupState {
        tags = Map.copyOf(tags);
    }

    /** The attributes after a merge patch; nothing is judged here. */
    GroupState after(ModifySecurityGroup patch) {
        return new GroupState(
                type,
                patch.name().on(name, name),
                patch.description().on(description, ""),
                patch.innerAccessPolicy().on(innerAccessPolicy, innerAccessPolicy),
                patch.tags().on(tags));
    }
}
