package io.ringfence.axon.heads;

import io.ringfence.axon.publish.PublishedForm;
import io.ringfence.axon.store.StoredEventRows;
import io.ringfence.axon.store.StoredEventRows.Row;
import io.ringfence.events.value.AggregateRef;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chains of a store, recomputed from its bytes. Holds a page of rows at a time. What cannot be read is said of its
 * aggregate, and is in no other's way. Any thread.
 */
final class StoreHeads {
    private static final int PAGE = 500;

    private final StoredEventRows rows;
    private final PublishedForm form;
    private final int page;

    StoreHeads(StoredEventRows rows, PublishedForm form) {
        this(rows, form, PAGE);
    }

    StoreHeads(StoredEventRows rows, PublishedForm form, int page) {
        this.rows = rows;
        this.form = form;
        this.page = page;
    }

    /** Who is told the lines, one by one. */
    @FunctionalInterface
    interface Lines {
        void line(Object line) throws IOException;
    }

    /**
     * A line for each aggregate, in the order in which the database sorts their names.
     *
     * @param until events after it are left out, and aggregates that have no others; null for none
     */
    void ofAll(@Nullable Instant until, Lines out) throws IOException {
        long aggregates = 0;
        long events = 0;
        StoredChain chain = chain("", until);
        long sequence = Long.MIN_VALUE;
        for (List<Row> some = rows.behind("", sequence, page);
                !some.isEmpty();
                some = rows.behind(chain.name(), sequence, page)) {
            for (Row row : some) {
                if (!row.aggregate().equals(chain.name())) {
                    aggregates += said(chain.head(), out);
                    events += chain.revision();
                    chain = chain(row.aggregate(), until);
                }
                chain.add(row);
                sequence = row.sequence();
            }
        }
        aggregates += said(chain.head(), out);
        events += chain.revision();
        out.line(new HeadLine.End(true, aggregates, events));
    }

    /** A line for each revision of one aggregate. */
    void ofOne(AggregateRef aggregate, @Nullable Instant until, Lines out) throws IOException {
        StoredChain chain = chain(aggregate.toString(), until);
        List<Row> some = rows.of(chain.name(), Long.MIN_VALUE, page);
        while (!some.isEmpty()) {
            for (Row row : some) {
                said(chain.add(row), out);
            }
            some = rows.of(chain.name(), some.get(some.size() - 1).sequence(), page);
        }
        out.line(new HeadLine.End(true, chain.head() == null ? 0 : 1, chain.revision()));
    }

    private StoredChain chain(String name, @Nullable Instant until) {
        return new StoredChain(name, rows, form, until);
    }

    /** How many lines that made. */
    private static int said(@Nullable HeadLine line, Lines out) throws IOException {
        if (line == null) {
            return 0;
        }
        out.line(line);
        return 1;
    }
}
