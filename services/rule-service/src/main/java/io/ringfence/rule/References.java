package io.ringfence.rule;

import io.ringfence.events.value.PrefixListId;
import io.ringfence.events.value.SecurityGroupId;
import java.time.Instant;

/** Which rules name which groups and prefix lists. */
interface References extends RuleIndex {
    /**
     * The rules in force at an instant that name the group. Until the transaction under way has ended no other one can
     * name it; one that is about to is waited for.
     */
    Holders holdersOf(SecurityGroupId group, Instant at);

    /** The same for a prefix list. */
    Holders holdersOf(PrefixListId list, Instant at);
}
