package io.ringfence.axon.react;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.value.SecurityGroupType;
import io.ringfence.events.value.VpcId;

/**
 * A group as another service's events have told of it.
 *
 * @param learnedAt a reading of this service's clock, later than the last event heard of; whoever decides by this group
 *     decides {@code context.after(learnedAt)}
 */
public record KnownGroup(
        SecurityGroupId id,
        AccountId account,
        VpcId vpc,
        RegionId region,
        SecurityGroupType type,
        Life life,
        long learnedAt) {
    /** Where a group is in its life. */
    public enum Life {
        OPEN,
        /** Its deletion was asked for and not yet decided. */
        CLOSING,
        DELETED
    }
}
