package io.ringfence.rule;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.rule.PrefixListCommand.ModifyPrefixList;
import io.ringfence.events.rule.PrefixListEntry;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.PrefixListId;
import java.util.List;

/** A prefix list as its events made it; family and room are for ever. */
record PrefixListState(
        PrefixListId id, AddressFamily family, int maxEntries, String name, List<PrefixListEntry> entries) {
    PrefixListState {
        entries = List.copyOf(entries);
    }

    /** The list after a change; nothing is judged here. */
    PrefixListState after(ModifyPrefixList patch) {
        return new PrefixListState(
                id,
                family,
                maxEntries,
                patch.name().on(name, name),
                patch.entries().on(entries, List.of()));
    }

    /** Refuses entries that are too many, or of the other family. */
    void requireFitting() {
        if (entries.size() > maxEntries) {
            throw Problem.of(
                            ProblemCode.LIMIT_EXCEEDED,
                            id + " would have " + entries.size() + " entries, and was made for " + maxEntries
                                    + ": leave some out, or make a larger list")
                    .at("entries")
                    .limit(maxEntries, entries.size())
                    .refusal();
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).cidr().family() != family) {
                throw Refusal.invalid("entries[" + i + "].cidr", "is of the other address family than the list");
            }
        }
    }
}
