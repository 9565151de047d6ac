package io.ringfence.projection.enforcement;

import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.feed.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest report of each host. */
@ApplicationScoped
public class HostReports {
    private final Map<String, HostState> hosts = new ConcurrentHashMap<>();
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /** Takes in a report; an older one than is known changes nothing. */
    void take(EnforcementReport report, Instant receivedAt) {
        hosts.merge(
                report.host().value(),
                HostState.first(report, receivedAt),
                (known, first) -> known.after(report, receivedAt));
        listeners.forEach(Runnable::run);
    }

    /** When a host said first that it has the event at this place in its kernel; empty if it has not said so. */
    public Optional<Instant> inKernelSince(String host, Position event) {
        HostState known = hosts.get(host);
        return known == null || known.report().mode() != Mode.KERNEL || !known.hasReached(event)
                ? Optional.empty()
                : Optional.of(known.reachedAt(event).orElse(known.report().reportedAt()));
    }

    /** When a host said something last, by our clock; null if it never did. */
    public @Nullable Instant lastSeen(String host) {
        HostState known = hosts.get(host);
        return known == null ? null : known.receivedAt();
    }

    /** What a host last said; null if it never did. */
    @Nullable
    HostState of(String host) {
        return hosts.get(host);
    }

    /** Runs this after every report, on the thread that reads them, until it is removed. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    void ignore(Runnable listener) {
        listeners.remove(listener);
    }
}
