package io.ringfence.instance;

import io.ringfence.events.value.SecurityGroupId;

/** Who is in which group. */
@FunctionalInterface
interface Members {
    /**
     * The live instances of the group. Until the transaction under way has ended no other one can join it; one that is
     * about to is waited for.
     */
    Holders holdersOf(SecurityGroupId group);
}
