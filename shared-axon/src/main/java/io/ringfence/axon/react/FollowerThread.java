package io.ringfence.axon.react;

import io.ringfence.feed.EventFeed;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread that follows a feed until it is closed. A batch whose effect could not be kept is read again from where
 * the last stored positions are.
 */
final class FollowerThread {
    private static final Logger LOG = Logger.getLogger(FollowerThread.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PAUSE_MS = 500;

    private final EventFeed.Source source;
    private final PositionStore positions;
    private final EventFollower follower;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "event-follower");
    private volatile @Nullable EventFeed open;

    FollowerThread(EventFeed.Source source, PositionStore positions, EventFollower follower) {
        this.source = source;
        this.positions = positions;
        this.follower = follower;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether the feed is being read. */
    boolean isFollowing() {
        EventFeed feed = open;
        return feed != null && feed.status().isRunning();
    }

    /** Events in Kafka that are not followed yet; not a number while that is unknown. */
    double lag() {
        EventFeed feed = open;
        OptionalLong lag = feed == null ? OptionalLong.empty() : feed.status().lag();
        return lag.isPresent() ? lag.getAsLong() : Double.NaN;
    }

    /** Ends the thread after the batch that it is at, waiting at most ten seconds. */
    void close() throws InterruptedException {
        closing.countDown();
        EventFeed feed = open;
        if (feed != null) {
            feed.close();
        }
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    private void run() {
        while (!isClosing()) {
            try (EventFeed feed = source.open(positions.load())) {
                open = feed;
                while (!isClosing()) {
                    follower.follow(feed.poll(POLL));
                }
            } catch (RuntimeException e) {
                LOG.error("The events of others could not be followed; they are read again", e);
                pause();
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }
}
