package io.ringfence.group;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.RegionId;

/** How many groups each account has in each region, kept in the transaction that makes or deletes them. */
public interface GroupCount {
    /** Counts one more; at the limit it refuses with {@code LIMIT_EXCEEDED}. */
    void add(AccountId account, RegionId region);

    /** Counts one less. */
    void remove(AccountId account, RegionId region);
}
