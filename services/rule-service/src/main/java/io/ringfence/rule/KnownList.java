package io.ringfence.rule;

import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.PrefixListId;

/**
 * What never changes of a prefix list, and what a rule that names it depends on.
 *
 * @param maxEntries what it was made for, and what a rule that names it counts
 * @param madeAt when it came to be, in microseconds since 1970; whoever decides by it decides later
 */
record KnownList(PrefixListId id, AccountId account, AddressFamily family, int maxEntries, long madeAt) {}
