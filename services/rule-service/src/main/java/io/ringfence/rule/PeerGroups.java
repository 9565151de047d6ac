package io.ringfence.rule;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;
import org.jspecify.annotations.Nullable;

/** What this service knows of other groups, from their events. Asked in the transaction of the event. */
interface PeerGroups {
    /**
     * The group as it is known, or null where none of its events has come. Its deletion cannot begin here before the
     * transaction ends.
     */
    @Nullable
    PeerGroup find(SecurityGroupId id);

    /**
     * A group that a rule may want to name.
     *
     * @param learnedAt the time of the newest of its events that has come, in microseconds since 1970
     */
    record PeerGroup(AccountId account, VpcId vpc, SecurityGroupType type, Life life, long learnedAt) {}

    /** How far a group's life is. */
    enum Life {
        LIVING,
        BEING_DELETED,
        DELETED
    }
}
