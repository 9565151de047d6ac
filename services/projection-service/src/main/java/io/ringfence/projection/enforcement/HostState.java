package io.ringfence.projection.enforcement;

import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.feed.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one host last said, and when it came as far as it has. Immutable.
 *
 * @param receivedAt by our clock
 * @param advances the reports with which it came further, oldest first, the last {@link #KEPT} of them
 */
record HostState(EnforcementReport report, Instant receivedAt, List<EnforcementReport> advances) {
    static final int KEPT = 256;

    static HostState first(EnforcementReport report, Instant receivedAt) {
        return new HostState(report, receivedAt, List.of(report));
    }

    /** The state after a report, which changes nothing if it is not newer (architecture, rule 10). */
    HostState after(EnforcementReport next, Instant now) {
        if (!isNewer(next)) {
            return this;
        }
        if (next.positions().equals(report.positions())) {
            return new HostState(next, now, advances);
        }
        List<EnforcementReport> more =
                new ArrayList<>(advances.subList(Math.max(0, advances.size() + 1 - KEPT), advances.size()));
        more.add(next);
        return new HostState(next, now, List.copyOf(more));
    }

    private boolean isNewer(EnforcementReport next) {
        return next.incarnation() > report.incarnation()
                || (next.incarnation() == report.incarnation() && next.number() > report.number());
    }

    /** Whether the host has read the event at this place and put it in force. */
    boolean hasReached(Position event) {
        return hasReached(report, event);
    }

    private static boolean hasReached(EnforcementReport report, Position event) {
        return report.positions().stream()
                .anyMatch(position -> position.topic().equals(event.topic())
                        && position.topicId().equals(event.topicId())
                        && position.partition() == event.partition()
                        && position.nextOffset() > event.offset());
    }

    /** When the host said first that it has reached the event; empty where that was before what is remembered. */
    Optional<Instant> reachedAt(Position event) {
        if (hasReached(advances.get(0), event)) {
            return Optional.empty();
        }
        return advances.stream()
                .filter(advance -> hasReached(advance, event))
                .findFirst()
                .map(EnforcementReport::reportedAt);
    }

    /** How much the host's clock was ahead of ours when its report came; negative if behind. Includes its way here. */
    Duration clockAhead() {
        return Duration.between(receivedAt, report.reportedAt());
    }
}
