package io.ringfence.projection.audit;

import io.ringfence.events.rule.PrefixListEvent;
import io.ringfence.events.rule.PrefixListEvent.PrefixListCreated;
import io.ringfence.events.rule.PrefixListEvent.PrefixListDeleted;
import io.ringfence.events.rule.PrefixListEvent.PrefixListModified;

/** Sentences about prefix lists. */
final class PrefixListWords implements PrefixListEvent.Visitor<String> {
    @Override
    public String on(PrefixListCreated event) {
        return "Created the prefix list '%s' of %s with %s"
                .formatted(
                        event.name(),
                        event.addressFamily(),
                        EventWords.count(event.entries().size(), "block"));
    }

    @Override
    public String on(PrefixListModified event) {
        return "Changed the prefix list '%s', which has %s"
                .formatted(event.name(), EventWords.count(event.entries().size(), "block"));
    }

    @Override
    public String on(PrefixListDeleted event) {
        return "Deleted the prefix list";
    }
}
