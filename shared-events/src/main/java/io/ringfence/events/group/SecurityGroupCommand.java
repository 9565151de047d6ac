package io.ringfence.events.group;

import io.ringfence.events.Command;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;

/** What can be asked of a security group. */
public sealed interface SecurityGroupCommand extends Command {
    SecurityGroupId securityGroupId();

    @Override
    default AggregateRef target() {
        return AggregateRef.group(securityGroupId());
    }

    /** Make a group; with its default rules unless {@code defaultRules} is false. */
    record CreateSecurityGroup(
            SecurityGroupId securityGroupId,
            String name,
            String description,
            SecurityGroupType type,
            VpcId vpcId,
            RegionId regionId,
            InnerAccessPolicy innerAccessPolicy,
            Map<String, String> tags,
            boolean defaultRules)
            implements SecurityGroupCommand {}

    /** Change attributes; what is absent stays. */
    record ModifySecurityGroup(
            SecurityGroupId securityGroupId,
            Patch<String> name,
            Patch<String> description,
            Patch<InnerAccessPolicy> innerAccessPolicy,
            MapPatch tags)
            implements SecurityGroupCommand {}

    /** Delete a group that has no instance and that no other group's rule names. */
    record DeleteSecurityGroup(SecurityGroupId securityGroupId) implements SecurityGroupCommand {}

    /**
     * Take down what another service says to a deletion attempt, and decide the attempt when both have spoken; asked
     * when their answers are heard. At most 20 of the {@code blockerCount} in all are named; none is consent.
     */
    record AnswerDeletion(
            SecurityGroupId securityGroupId, long attempt, DeletionPart part, List<Blocker> heldBy, int blockerCount)
            implements SecurityGroupCommand {
        public AnswerDeletion {
            heldBy = List.copyOf(heldBy);
        }
    }
}
