package io.ringfence.agent.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at something every so often on a thread of its own, at once for the first time, until it is closed. After a look
 * that fails comes the next; of failures in a row the first is logged.
 */
public final class RegularLook implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RegularLook.class);

    private final String complaint;
    private final Duration every;
    private final Duration endWithin;
    private final Runnable look;
    private final Runnable lastly;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private boolean failed;

    /**
     * Begins nothing yet.
     *
     * @param name of the thread
     * @param complaint what is logged when a look fails
     * @param endWithin how long closing waits for what is under way
     * @param lastly done after the last look, on the same thread
     */
    public RegularLook(
            String name, String complaint, Duration every, Duration endWithin, Runnable look, Runnable lastly) {
        this.complaint = complaint;
        this.every = every;
        this.endWithin = endWithin;
        this.look = look;
        this.lastly = lastly;
        this.thread = new Thread(this::run, name);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(endWithin.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        do {
            attempt(look);
        } while (!stopped());
        attempt(lastly);
    }

    private void attempt(Runnable task) {
        try {
            task.run();
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                LOG.errorf("%s: %s", complaint, e);
            }
            failed = true;
        }
    }

    private boolean stopped() {
        try {
            return stopping.await(every.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody interrupts this thread but to end it
        }
    }
}
