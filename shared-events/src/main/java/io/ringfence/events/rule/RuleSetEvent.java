package io.ringfence.events.rule;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.RuleId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import java.time.Instant;
import java.util.List;

/** What can have happened to the rules of a group. Key of its topic: the group id. */
public sealed interface RuleSetEvent extends DomainEvent {
    SecurityGroupId securityGroupId();

    /** Calls the visitor's method for this event, so that a new event is a compile error wherever it matters. */
    <R> R accept(Visitor<R> visitor);

    @Override
    default AggregateRef aggregate() {
        return AggregateRef.rules(securityGroupId());
    }

    /** One method for each event. */
    interface Visitor<R> {
        R on(RuleSetOpened event);

        R on(RulesAuthorized event);

        R on(RuleModified event);

        R on(RulesRevoked event);

        R on(RuleExpired event);

        R on(ReferencesClosed event);

        R on(ReferencesStillHeld event);

        R on(ReferencesReopened event);

        R on(RuleSetDeleted event);
    }

    /** The group's rule set came to be, with its default rules where they were asked for. */
    record RuleSetOpened(
            SecurityGroupId securityGroupId, AccountId accountId, VpcId vpcId, SecurityGroupType type, List<Rule> rules)
            implements RuleSetEvent {
        public RuleSetOpened {
            rules = List.copyOf(rules);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Rules were added, as one. */
    record RulesAuthorized(SecurityGroupId securityGroupId, List<Rule> rules) implements RuleSetEvent {
        public RulesAuthorized {
            rules = List.copyOf(rules);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** A rule changed; it is given as it is now, under its old id. */
    record RuleModified(SecurityGroupId securityGroupId, Rule rule) implements RuleSetEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Rules were removed, as one. */
    record RulesRevoked(SecurityGroupId securityGroupId, List<RuleId> ruleIds) implements RuleSetEvent {
        public RulesRevoked {
            ruleIds = List.copyOf(ruleIds);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Records that a rule's deadline passed; it was out of force from {@code expiresAt} on. */
    record RuleExpired(SecurityGroupId securityGroupId, RuleId ruleId, Instant expiresAt, Instant expiredAt)
            implements RuleSetEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Answer to a deletion attempt: no other group's rule names the group, and none can from now on. */
    record ReferencesClosed(SecurityGroupId securityGroupId, long attempt) implements RuleSetEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Answer to a deletion attempt: rules of other groups name the group (at most 20 named, {@code blockerCount} in all). */
    record ReferencesStillHeld(SecurityGroupId securityGroupId, long attempt, List<Blocker> heldBy, int blockerCount)
            implements RuleSetEvent {
        public ReferencesStillHeld {
            heldBy = List.copyOf(heldBy);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The attempt was rejected: rules may name the group again. */
    record ReferencesReopened(SecurityGroupId securityGroupId, long attempt) implements RuleSetEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The group is gone, and its rules with it. */
    record RuleSetDeleted(SecurityGroupId securityGroupId) implements RuleSetEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}
