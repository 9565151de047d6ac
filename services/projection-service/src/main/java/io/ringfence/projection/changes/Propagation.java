package io.ringfence.projection.changes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.ringfence.events.wire.Micros;
import io.ringfence.feed.Position;
import io.ringfence.projection.enforcement.DesiredHosts;
import io.ringfence.projection.enforcement.HostReports;
import io.ringfence.projection.rows.HistoryRow;
import io.ringfence.projection.rows.ReadTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * How long changes take, as the histogram {@code ringfence.propagation}: every one from its decision into the rows, and a
 * sample, one a second at the most, into the kernel of each host that it concerns. What happened before this
 * process began is not counted, nor what is read once more.
 */
@ApplicationScoped
public class Propagation {
    private static final Logger LOG = Logger.getLogger(Propagation.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_SAMPLES = 64;
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);
    /** Events of different aggregates come so much out of order at the most. */
    private static final long OUT_OF_ORDER_MICROS = 10_000_000;

    private final Mutiny.SessionFactory sessions;
    private final HostReports reports;
    private final Timer projected;
    private final Timer enforced;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "propagation");
        made.setDaemon(true);
        return made;
    });
    private Instant lastSample = Instant.EPOCH;
    private long newest = Micros.of(Instant.now()) + OUT_OF_ORDER_MICROS;

    @Inject
    public Propagation(Mutiny.SessionFactory sessions, HostReports reports, MeterRegistry registry) {
        this.sessions = sessions;
        this.reports = reports;
        this.projected = timer(registry, "projected");
        this.enforced = timer(registry, "enforced");
    }

    private static Timer timer(MeterRegistry registry, String stage) {
        return Timer.builder("ringfence.propagation")
                .description("From the decision of a change until it is in the rows, or in a host's kernel")
                .tag("stage", stage)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60))
                .register(registry);
    }

    /** A change that is followed to the hosts which have not said yet that they have it. */
    private record Sample(Position place, Instant decidedAt, Set<String> hosts) {}

    void start(@Observes StartupEvent event) {
        reports.listen(this::reported);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** These are in the rows. Never blocks; for one thread at a time. */
    public void projected(List<HistoryRow> changes) {
        Instant now = Instant.now();
        HistoryRow last = null;
        for (HistoryRow change : changes) {
            if (change.occurredAt >= newest - OUT_OF_ORDER_MICROS) {
                newest = Math.max(newest, change.occurredAt);
                record(projected, Micros.toInstant(change.occurredAt), now);
                last = change;
            }
        }
        if (last != null && now.isAfter(lastSample.plus(BETWEEN_SAMPLES)) && asking.compareAndSet(false, true)) {
            lastSample = now;
            HistoryRow sample = last;
            thread.execute(() -> follow(sample));
        }
    }

    private static void record(Timer timer, Instant from, Instant to) {
        Duration took = Duration.between(from, to);
        timer.record(took.isNegative() ? Duration.ZERO : took);
    }

    private void follow(HistoryRow change) {
        try {
            List<String> hosts = VertxContextSupport.subscribeAndAwait(
                    () -> ReadTransaction.of(sessions, session -> DesiredHosts.of(session, change))
                            .ifNoItem()
                            .after(ANSWER_WITHIN)
                            .fail());
            if (!hosts.isEmpty()) {
                add(new Sample(change.position(), Micros.toInstant(change.occurredAt), new HashSet<>(hosts)));
                reported();
            }
        } catch (Throwable e) {
            LOG.debugf("%s@%d is not followed to the hosts: %s", change.aggregate, change.revision, e.getMessage());
        } finally {
            asking.set(false);
        }
    }

    private synchronized void add(Sample sample) {
        samples.addLast(sample);
        if (samples.size() > MOST_SAMPLES) {
            samples.removeFirst();
        }
    }

    private synchronized void reported() {
        for (Sample sample : samples) {
            sample.hosts().removeIf(host -> {
                Optional<Instant> since = reports.inKernelSince(host, sample.place());
                since.ifPresent(at -> record(enforced, sample.decidedAt(), at));
                return since.isPresent();
            });
        }
        samples.removeIf(sample -> sample.hosts().isEmpty());
    }
}
