package io.ringfence.feed;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The events of the wanted topics, from positions that the owner keeps.
 *
 * <p>{@link #poll} is for one thread at a time; all else may be called from any thread. Kafka may be away at the start
 * and at any time later: the feed waits no longer than it is told, keeps trying, and shows it in {@link #status}.
 */
public interface EventFeed extends AutoCloseable {
    /**
     * The next records, or none after {@code timeout}. At once none when the feed is closed. An owner that failed to
     * keep a batch's effect closes the feed and opens another at the positions it last stored.
     */
    FeedBatch poll(Duration timeout);

    /** Where the feed was after the last {@link #poll}; before the first, and in topics not found yet, where it began. */
    Positions positions();

    /**
     * The ends of these topics as they are now: whoever has {@link Positions#reached} them has seen every event that
     * was there when it asked. Fails, within the feed's request timeout, when Kafka does not answer.
     */
    CompletableFuture<Positions> endOffsets(Set<String> topics);

    /** How the feed is doing. */
    FeedStatus status();

    /** Whether {@link #close} was called. */
    default boolean isClosed() {
        return status().state() == FeedStatus.State.CLOSED;
    }

    /** Ends the feed; a poll under way returns at once. Closing twice is harmless. */
    @Override
    void close();

    /** Where feeds come from. */
    @FunctionalInterface
    interface Source {
        /**
         * A feed from these positions on. A partition of which they know nothing, or whose topic has another id by
         * now, is read from offset 0. Does not wait for Kafka.
         */
        EventFeed open(Positions start);
    }
}
