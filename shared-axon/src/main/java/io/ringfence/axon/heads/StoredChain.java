package io.ringfence.axon.heads;

import io.ringfence.axon.publish.PublishedForm;
import io.ringfence.axon.store.StoredEventRows;
import io.ringfence.axon.store.StoredEventRows.Row;
import io.ringfence.events.proof.EventChain;
import io.ringfence.events.proof.Hash;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.WireRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The chain of one aggregate, from its rows in the order of their numbers. Ends where one cannot be read or is late. */
final class StoredChain {
    private final String name;
    private final StoredEventRows rows;
    private final PublishedForm form;
    private final @Nullable Instant until;
    private @Nullable HeadLine last;
    private Hash hash = Hash.ZERO;
    private long revision;
    private boolean ended;

    StoredChain(String name, StoredEventRows rows, PublishedForm form, @Nullable Instant until) {
        this.name = name;
        this.rows = rows;
        this.form = form;
        this.until = until;
    }

    String name() {
        return name;
    }

    /** How many of its events are hashed. */
    long revision() {
        return revision;
    }

    /** Takes the next row; answers what there is to say of it, and nothing behind the end. */
    @Nullable
    HeadLine add(Row row) {
        HeadLine line = ended ? null : line(row);
        last = line == null ? last : line;
        return line;
    }

    private @Nullable HeadLine line(Row row) {
        if (row.sequence() != revision) {
            return failure(row, "revision " + (revision + 1) + " is missing");
        }
        try {
            return line(row, form.record(rows.message(row)));
        } catch (RuntimeException e) {
            return failure(row, "revision " + (revision + 1) + " cannot be read: " + e.getMessage());
        }
    }

    private HeadLine failure(Row row, String why) {
        ended = true;
        return new HeadLine(name, revision + 1, null, null, null, row.globalIndex(), why);
    }

    private @Nullable HeadLine line(Row row, WireRecord record) {
        String occurredAt = record.headers().getOrDefault(Headers.TIME, "");
        if (until != null && Micros.parse(occurredAt).isAfter(until)) {
            ended = true;
            return null;
        }
        Hash content = EventChain.content(record);
        hash = EventChain.next(revision == 0 ? EventChain.start(AggregateRef.parse(name)) : hash, content);
        revision++;
        return new HeadLine(name, revision, content, hash, occurredAt, row.globalIndex(), null);
    }

    /** What there is to say of the aggregate as a whole; nothing where all of it is late. */
    @Nullable
    HeadLine head() {
        HeadLine line = last;
        return line == null || line.failure() != null
                ? line
                : new HeadLine(name, revision, null, line.hash(), line.occurredAt(), null, null);
    }
}
