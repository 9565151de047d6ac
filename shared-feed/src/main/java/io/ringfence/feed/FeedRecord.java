package io.ringfence.feed;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.WireRecord;
import org.jspecify.annotations.Nullable;

/** One record of a topic, at its own place: an event, or what could not be read as one. */
public sealed interface FeedRecord {
    /** Where the record itself is; the next one is behind it. */
    Position position();

    /** Calls the visitor's method for this kind of record. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of record. */
    interface Visitor<R> {
        R on(Decoded decoded);

        R on(Undecoded undecoded);
    }

    /**
     * An event of the contract.
     *
     * @param raw the record that it was read from
     */
    record Decoded(Position position, EventRecord record, WireRecord raw) implements FeedRecord {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }

    /**
     * Not an event of the contract. Never to be passed over in silence: its aggregate, where the headers tell it, is
     * held until the record comes again in a readable form.
     *
     * @param reason a sentence for a person
     * @param aggregate whose event it would be; null where the headers do not tell
     * @param sequence the revision it would make; null where the headers do not tell
     */
    record Undecoded(
            Position position,
            WireRecord raw,
            String reason,
            @Nullable AggregateRef aggregate,
            @Nullable Long sequence) implements FeedRecord {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.on(this);
        }
    }
}
