package io.ringfence.feed;

import java.util.List;

/**
 * What one poll brought, in this order: the notices first, then the records, each partition's in its own order.
 *
 * @param positions where the feed is after this batch: what the owner stores with the batch's effect
 */
public record FeedBatch(List<FeedNotice> notices, List<FeedRecord> records, Positions positions) {
    public FeedBatch {
        notices = List.copyOf(notices);
        records = List.copyOf(records);
    }

    /** A poll that brought nothing. */
    public static FeedBatch nothing(Positions positions) {
        return new FeedBatch(List.of(), List.of(), positions);
    }

    public boolean isEmpty() {
        return notices.isEmpty() && records.isEmpty();
    }
}
