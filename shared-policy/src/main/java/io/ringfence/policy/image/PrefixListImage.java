package io.ringfence.policy.image;

import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.PrefixListId;
import java.util.List;

/** A prefix list as it stands. */
public record PrefixListImage(
        PrefixListId prefixListId,
        AccountId accountId,
        String name,
        AddressFamily addressFamily,
        int maxEntries,
        List<PrefixListEntry> entries,
        Provenance lastChange) {
    public PrefixListImage {
        entries = List.copyOf(entries);
    }

    /** Whether an entry holds the address. */
    public boolean contains(IpAddress address) {
        return entries.stream().anyMatch(entry -> entry.cidr().contains(address));
    }
}
