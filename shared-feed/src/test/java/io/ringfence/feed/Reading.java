package io.ringfence.feed;

import io.ringfence.events.value.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a feed brought until something was there. */
final class Reading {
    final List<FeedNotice> notices = new ArrayList<>();
    final List<FeedRecord> records = new ArrayList<>();

    private static final Duration WITHIN = Duration.ofSeconds(30);

    /** Polls until the condition holds; fails when the bound is over. */
    static Reading until(EventFeed feed, Predicate<Reading> done) {
        Reading reading = new Reading();
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (!done.test(reading)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + WITHIN + ": " + reading.records.size() + " records, "
                        + reading.notices + ", " + feed.status());
            }
            FeedBatch batch = feed.poll(Duration.ofMillis(200));
            reading.notices.addAll(batch.notices());
            reading.records.addAll(batch.records());
        }
        return reading;
    }

    /** Polls until so many records are there. */
    static Reading of(EventFeed feed, int count) {
        return until(feed, reading -> reading.records.size() >= count);
    }

    List<Revision> revisions() {
        return records.stream()
                .map(record -> ((FeedRecord.Decoded) record).record().envelope().revision())
                .toList();
    }

    static FeedSettings settings(String bootstrapServers, String topic) {
        return new FeedSettings(
                bootstrapServers,
                "feed-test",
                Set.of(topic),
                Set.of(),
                100,
                Duration.ZERO,
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
    }
}
