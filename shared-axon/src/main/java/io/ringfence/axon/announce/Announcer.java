package io.ringfence.axon.announce;

import io.ringfence.axon.announce.Outbox.Look;
import io.ringfence.axon.publish.Unacknowledged;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The thread that announces what was decided: at once when it is told of something, and otherwise every half second, as
 * another process may have decided.
 */
public final class Announcer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Announcer.class);
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final Results results;
    private final Unacknowledged<Result> unacknowledged = new Unacknowledged<>();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "announcer");
    private volatile boolean closing;
    private volatile boolean failing;

    public Announcer(LedgerOutbox outbox, Results results) {
        this((Outbox) outbox, results);
    }

    Announcer(Outbox outbox, Results results) {
        this.outbox = outbox;
        this.results = results;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Something was decided. Never blocks; for any thread. */
    public void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** Whether the last round went well. */
    public boolean isHealthy() {
        return thread.isAlive() && !failing;
    }

    private void run() {
        Duration pause = LONGEST;
        while (!closing) {
            if (waitForNews(pause)) {
                pause = SHORTEST;
            }
            Look look = look();
            pause = look.heldBack() ? longer(pause) : look.full() ? Duration.ZERO : LONGEST;
            if (look.announced() > 1 && !look.full()) {
                gather();
            }
        }
    }

    /** How long to wait for an older transaction's end, of which no news comes. */
    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private boolean waitForNews(Duration limit) {
        try {
            if (!news.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            news.drainPermits();
            return true;
        } catch (InterruptedException e) {
            closing = true; // nobody interrupts this thread but to end it
            return false;
        }
    }

    private Look look() {
        try {
            Look look = outbox.announceNext(this::send);
            failing = false;
            return look;
        } catch (RuntimeException e) {
            LOG.warn("Results could not be announced; they are announced again", e);
            failing = true;
            return Look.NOTHING;
        }
    }

    /** A busy time makes fewer and larger batches. */
    private void gather() {
        try {
            TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private CompletionStage<Void> send(List<Result> batch) {
        return CompletableFuture.allOf(batch.stream()
                .map(result -> unacknowledged.send(result, () -> results.send(result)))
                .toArray(CompletableFuture[]::new));
    }

    /** Ends after the batch under way. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join(END_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
