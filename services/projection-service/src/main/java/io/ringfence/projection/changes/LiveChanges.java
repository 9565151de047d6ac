package io.ringfence.projection.changes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.ringfence.events.value.Revision;
import io.ringfence.projection.enforcement.Enforcement;
import io.ringfence.projection.enforcement.EnforcementQuery;
import io.ringfence.projection.enforcement.HostReports;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.ReadTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Tells those who listen of every step of every change, in the order in which the steps are taken, on one thread. While
 * nobody listens nothing is done.
 */
@ApplicationScoped
public class LiveChanges {
    private static final Logger LOG = Logger.getLogger(LiveChanges.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Mutiny.SessionFactory sessions;
    private final EnforcementQuery enforcement;
    private final HostReports reports;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookIsDue = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "live-changes");
        made.setDaemon(true);
        return made;
    });

    @Inject
    public LiveChanges(Mutiny.SessionFactory sessions, EnforcementQuery enforcement, HostReports reports) {
        this.sessions = sessions;
        this.enforcement = enforcement;
        this.reports = reports;
    }

    void start(@Observes StartupEvent event) {
        reports.listen(this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** From now on this one is told. */
    void join(Listener listener) {
        listeners.add(listener);
    }

    void leave(Listener listener) {
        listeners.remove(listener);
    }

    /** These are about to be stored. Never blocks. */
    public void decided(List<HistoryRow> changes) {
        tell(changes, (listener, at) -> listener.decided(changes, at));
    }

    /** These are in the rows. Never blocks. */
    public void projected(List<HistoryRow> changes) {
        tell(changes, (listener, at) -> listener.projected(changes, at));
        if (!changes.isEmpty()) {
            look();
        }
    }

    private void tell(List<HistoryRow> changes, Telling telling) {
        if (!changes.isEmpty() && !listeners.isEmpty()) {
            Instant at = Instant.now();
            onThread(() -> listeners.forEach(listener -> telling.to(listener, at)));
        }
    }

    /** Something is new that may have put a change in force: one look is due, however often that is said meanwhile. */
    private void look() {
        if (!listeners.isEmpty() && lookIsDue.compareAndSet(false, true)) {
            onThread(() -> {
                lookIsDue.set(false);
                listeners.forEach(this::lookFor);
            });
        }
    }

    private void lookFor(Listener listener) {
        for (Revision change : listener.awaited()) {
            listener.stands(enforcement(listener, change), Instant.now());
        }
    }

    private Enforcement enforcement(Listener listener, Revision change) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> ReadTransaction.of(
                            sessions,
                            session -> enforcement.of(session, listener.account(), change.aggregate(), change.number()))
                    .ifNoItem()
                    .after(ANSWER_WITHIN)
                    .fail());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the database did not answer as asked", e);
        }
    }

    private void onThread(Runnable work) {
        thread.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warnf("Those who listen were not told of a change: %s", e.getMessage());
            }
        });
    }

    /** What one who listens is told. */
    @FunctionalInterface
    private interface Telling {
        void to(Listener listener, Instant at);
    }
}
