package io.ringfence.events.rule;

import io.ringfence.events.Command;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Patch;
import io.ringfence.events.value.PrefixListId;
import java.util.List;

/** What can be asked of a prefix list. */
public sealed interface PrefixListCommand extends Command {
    PrefixListId prefixListId();

    @Override
    default AggregateRef target() {
        return AggregateRef.prefixList(prefixListId());
    }

    /** Make a list of one family with room for {@code maxEntries} (1..200). */
    record CreatePrefixList(
            PrefixListId prefixListId,
            String name,
            AddressFamily addressFamily,
            int maxEntries,
            List<PrefixListEntry> entries)
            implements PrefixListCommand {}

    /** Rename a list or replace its entries; what is absent stays. */
    record ModifyPrefixList(PrefixListId prefixListId, Patch<String> name, Patch<List<PrefixListEntry>> entries)
            implements PrefixListCommand {}

    /** Delete a list that no rule names. */
    record DeletePrefixList(PrefixListId prefixListId) implements PrefixListCommand {}
}
