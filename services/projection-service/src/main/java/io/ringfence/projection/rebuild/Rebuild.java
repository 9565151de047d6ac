package io.ringfence.projection.rebuild;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ringfence.projection.ProjectionProcess;
import io.ringfence.projection.rows.DatabaseAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything once more: the tables are emptied between two batches, and the flow begins at offset 0. It is over
 * when as many records are read as had been read before; until then a thread of its own looks.
 */
@ApplicationScoped
public class Rebuild {
    private static final Logger LOG = Logger.getLogger(Rebuild.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final ProjectionProcess process;
    private final RebuildRows rows;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Progress last;

    @Inject
    public Rebuild(ProjectionProcess process, RebuildRows rows) {
        this.process = process;
        this.rows = rows;
    }

    /**
     * How far it is, in records of Kafka.
     *
     * @param of how many had been read when it began; 0 where none is under way
     */
    public record Progress(boolean running, long read, long of) {}

    /** One that was under way when the process ended goes on; before the flow reads its positions. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        Progress found = DatabaseAnswer.within(ANSWER_WITHIN, rows.progress());
        if (found.running()) {
            LOG.warnf("A rebuild goes on: %d of %d records are read", found.read(), found.of());
            watch(found);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        closing.countDown();
    }

    /** Begins, or joins what is under way; blocks until the tables are empty. */
    synchronized Progress begin() {
        Progress running = last;
        if (running != null) {
            return running;
        }
        process.between(() -> DatabaseAnswer.within(ANSWER_WITHIN, rows.begin().replaceWith(true)));
        Progress begun = DatabaseAnswer.within(ANSWER_WITHIN, rows.progress());
        watch(begun);
        return begun;
    }

    /** What is under way; null if nothing is. Never blocks. */
    @Nullable
    Progress running() {
        return last;
    }

    Uni<Progress> progress() {
        return rows.progress();
    }

    private void watch(Progress begun) {
        last = begun;
        Thread watch = new Thread(this::untilItIsOver, "rebuild");
        watch.setDaemon(true);
        watch.start();
    }

    private void untilItIsOver() {
        while (last != null && !isClosing()) {
            try {
                Progress now = DatabaseAnswer.within(ANSWER_WITHIN, rows.progress());
                if (now.read() >= now.of()) {
                    DatabaseAnswer.within(ANSWER_WITHIN, rows.end().replaceWith(true));
                    LOG.infof("Everything is read once more: %d records", now.read());
                    last = null;
                } else {
                    last = now;
                }
            } catch (RuntimeException e) {
                LOG.warnf("It is not known how far the rebuild is: %s", e.getMessage());
            }
        }
    }

    private boolean isClosing() {
        try {
            return closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody interrupts this thread but to end it
        }
    }
}
