package io.ringfence.agent.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the newest snapshot now and then, on a thread of its own: within a second where it is small, and so seldom that
 * writing takes a twentieth of the time where it is large. When it is closed it writes what there is.
 */
public final class SnapshotKeeper implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SnapshotKeeper.class);
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final int SHARE = 20;
    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    private final SnapshotFile file;
    private final AtomicReference<@Nullable Snapshot> newest = new AtomicReference<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "agent-snapshot");
    private @Nullable Snapshot written;
    private boolean failed;

    private SnapshotKeeper(SnapshotFile file) {
        this.file = file;
    }

    /** Begins to write what it is offered. */
    public static SnapshotKeeper start(SnapshotFile file) {
        SnapshotKeeper keeper = new SnapshotKeeper(file);
        keeper.thread.start();
        return keeper;
    }

    /** From now on this is the newest; any thread may say so, and it costs nothing. */
    public void offer(Snapshot snapshot) {
        newest.set(snapshot);
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(END_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long rest = AT_MOST_EVERY.toNanos();
        while (!stopped(rest)) {
            long start = System.nanoTime();
            write();
            rest = Math.max(AT_MOST_EVERY.toNanos(), SHARE * (System.nanoTime() - start));
        }
        write();
    }

    private boolean stopped(long withinNanos) {
        try {
            return stopping.await(withinNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void write() {
        Snapshot snapshot = newest.get();
        if (snapshot == null || isWritten(snapshot)) {
            return;
        }
        try {
            file.write(snapshot);
            written = snapshot;
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.errorf("What is known cannot be kept in %s: %s", file.path(), e);
            }
            failed = true;
        }
    }

    /** Positions move with every event, also with those that change nothing. */
    private boolean isWritten(Snapshot snapshot) {
        return written != null && written.positions().equals(snapshot.positions());
    }
}
