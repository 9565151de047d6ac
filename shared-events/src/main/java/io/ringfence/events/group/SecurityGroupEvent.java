package io.ringfence.events.group;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.InnerAccessPolicy;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;
import java.util.Map;

/** What can have happened to a security group. Key of its topic: the group id. */
public sealed interface SecurityGroupEvent extends DomainEvent {
    SecurityGroupId securityGroupId();

    /** Calls the visitor's method for this event, so that a new event is a compile error wherever it matters. */
    <R> R accept(Visitor<R> visitor);

    @Override
    default AggregateRef aggregate() {
        return AggregateRef.group(securityGroupId());
    }

    /** One method for each event. */
    interface Visitor<R> {
        R on(SecurityGroupCreated event);

        R on(SecurityGroupModified event);

        R on(SecurityGroupDeletionRequested event);

        R on(SecurityGroupDeletionRejected event);

        R on(SecurityGroupDeleted event);
    }

    /** A group came to be. Its rule set and its membership follow from this event. */
    record SecurityGroupCreated(
            SecurityGroupId securityGroupId,
            AccountId accountId,
            String name,
            String description,
            SecurityGroupType type,
            VpcId vpcId,
            RegionId regionId,
            InnerAccessPolicy innerAccessPolicy,
            Map<String, String> tags,
            boolean defaultRules)
            implements SecurityGroupEvent {
        public SecurityGroupCreated {
            tags = Map.copyOf(tags);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Attributes changed; all that can change are given as they are now. */
    record SecurityGroupModified(
            SecurityGroupId securityGroupId,
            String name,
            String description,
            InnerAccessPolicy innerAccessPolicy,
            Map<String, String> tags)
            implements SecurityGroupEvent {
        public SecurityGroupModified {
            tags = Map.copyOf(tags);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Deletion began; this event's revision names the attempt that every answer carries. */
    record SecurityGroupDeletionRequested(SecurityGroupId securityGroupId) implements SecurityGroupEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The attempt ended: something stood in the way (at most 20 named, {@code blockerCount} in all). The group lives on. */
    record SecurityGroupDeletionRejected(
            SecurityGroupId securityGroupId, long attempt, List<Blocker> blockers, int blockerCount)
            implements SecurityGroupEvent {
        public SecurityGroupDeletionRejected {
            blockers = List.copyOf(blockers);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The attempt ended: the group is gone for ever. */
    record SecurityGroupDeleted(SecurityGroupId securityGroupId, long attempt) implements SecurityGroupEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}
