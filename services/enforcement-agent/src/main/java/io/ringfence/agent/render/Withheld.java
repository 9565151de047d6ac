package io.ringfence.agent.render;

import io.ringfence.events.value.InstanceId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.policy.resolve.OpenInstance;
import java.util.HashSet;
import java.util.Set;

/**
 * What stays closed although the policy would open it, for a reason that only the host knows.
 *
 * @param instances those whose interface our hooks would not see
 * @param groups those whose policy the kernel refuses
 */
public record Withheld(Set<InstanceId> instances, Set<SecurityGroupId> groups) {

    public static final Withheld NOTHING = new Withheld(Set.of(), Set.of());

    public Withheld {
        instances = Set.copyOf(instances);
        groups = Set.copyOf(groups);
    }

    /** This and these groups. */
    public Withheld and(Set<SecurityGroupId> moreGroups) {
        Set<SecurityGroupId> all = new HashSet<>(groups);
        all.addAll(moreGroups);
        return new Withheld(instances, all);
    }

    /** Whether the instance is closed by this. */
    public boolean covers(OpenInstance instance) {
        return instances.contains(instance.instanceId()) || groups.contains(instance.securityGroupId());
    }
}
