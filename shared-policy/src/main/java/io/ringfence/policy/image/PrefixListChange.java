package io.ringfence.policy.image;

import io.ringfence.events.rule.PrefixListEvent;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;
import java.util.Optional;

/** A prefix list before one of its events gives the list after it; empty where there is none. */
record PrefixListChange(Optional<PrefixListImage> before, Provenance change)
        implements PrefixListEvent.Visitor<Optional<PrefixListImage>> {
    @Override
    public Optional<PrefixListImage> on(PrefixListCreated event) {
        return Optional.of(new PrefixListImage(
                event.prefixListId(),
                event.accountId(),
                event.name(),
                event.addressFamily(),
                event.maxEntries(),
                event.entries(),
                change));
    }

    @Override
    public Optional<PrefixListImage> on(PrefixListModified event) {
        return before.map(list -> new PrefixListImage(
                list.prefixListId(),
                list.accountId(),
                event.name(),
                list.addressFamily(),
                list.maxEntries(),
                event.entries(),
                change));
    }

    @Override
    public Optional<PrefixListImage> on(PrefixListDeleted event) {
        return Optional.empty();
    }
}
