package io.ringfence.events.instance;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.util.List;

/** What can have happened to the membership of a group: whether instances may join. Key of its topic: the group id. */
public sealed interface MembershipEvent extends DomainEvent {
    SecurityGroupId securityGroupId();

    /** Calls the visitor's method for this event, so that a new event is a compile error wherever it matters. */
    <R> R accept(Visitor<R> visitor);

    @Override
    default AggregateRef aggregate() {
        return AggregateRef.membership(securityGroupId());
    }

    /** One method for each event. */
    interface Visitor<R> {
        R on(MembershipOpened event);

        R on(MembershipClosed event);

        R on(MembershipStillHeld event);

        R on(MembershipReopened event);
    }

    /** The group's membership came to be: instances may join. */
    record MembershipOpened(SecurityGroupId securityGroupId, AccountId accountId, VpcId vpcId, SecurityGroupType type)
            implements MembershipEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Answer to a deletion attempt: the group has no instance, and none can join from now on. */
    record MembershipClosed(SecurityGroupId securityGroupId, long attempt) implements MembershipEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Answer to a deletion attempt: the group has instances (at most 20 named, {@code blockerCount} in all). */
    record MembershipStillHeld(SecurityGroupId securityGroupId, long attempt, List<Blocker> heldBy, int blockerCount)
            implements MembershipEvent {
        public MembershipStillHeld {
            heldBy = List.copyOf(heldBy);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The attempt was rejected: instances may join again. */
    record MembershipReopened(SecurityGroupId securityGroupId, long attempt) implements MembershipEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}
