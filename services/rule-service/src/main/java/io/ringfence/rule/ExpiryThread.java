package io.ringfence.rule;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The thread that sleeps until the next deadline. It looks every half second all the same, as another process may have
 * set one meanwhile; so a rule's end is recorded within a second of it.
 */
final class ExpiryThread {
    private static final Logger LOG = Logger.getLogger(ExpiryThread.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);

    private final Expiry expiry;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rule-expiry");

    ExpiryThread(Expiry expiry) {
        this.expiry = expiry;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread after what it is at, waiting at most ten seconds. */
    void close() throws InterruptedException {
        closing.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    private void run() {
        Duration pause = Duration.ZERO;
        while (!isClosedAfter(pause)) {
            try {
                pause = expiry.record(LONGEST_SLEEP);
            } catch (RuntimeException e) {
                LOG.error("The ends of rules could not be recorded; they are tried again", e);
                pause = LONGEST_SLEEP;
            }
        }
    }

    private boolean isClosedAfter(Duration pause) {
        try {
            // A millisecond more: a deadline is in microseconds, and asked for just before it there would be nothing.
            return closing.await(pause.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
