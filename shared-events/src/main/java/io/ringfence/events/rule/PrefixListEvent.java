package io.ringfence.events.rule;

import io.ringfence.events.DomainEvent;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.AddressFamily;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.PrefixListId;
import java.util.List;

/** What can have happened to a prefix list. Key of its topic: the prefix-list id. */
public sealed interface PrefixListEvent extends DomainEvent {
    PrefixListId prefixListId();

    /** Calls the visitor's method for this event, so that a new event is a compile error wherever it matters. */
    <R> R accept(Visitor<R> visitor);

    @Override
    default AggregateRef aggregate() {
        return AggregateRef.prefixList(prefixListId());
    }

    /** One method for each event. */
    interface Visitor<R> {
        R on(PrefixListCreated event);

        R on(PrefixListModified event);

        R on(PrefixListDeleted event);
    }

    /** A list came to be. */
    record PrefixListCreated(
            PrefixListId prefixListId,
            AccountId accountId,
            String name,
            AddressFamily addressFamily,
            int maxEntries,
            List<PrefixListEntry> entries)
            implements PrefixListEvent {
        public PrefixListCreated {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** Name or entries changed; both are given as they are now. */
    record PrefixListModified(PrefixListId prefixListId, String name, List<PrefixListEntry> entries)
            implements PrefixListEvent {
        public PrefixListModified {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /** The list is gone for ever. */
    record PrefixListDeleted(PrefixListId prefixListId) implements PrefixListEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}
