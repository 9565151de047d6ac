package io.ringfence.projection.enforcement;

import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.feed.Position;
import io.ringfence.projection.enforcement.HostEnforcement.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges by a host's last report whether it has one change in force.
 *
 * @param place of the change's event
 * @param revision that the change made
 * @param decidedAt when it was decided
 * @param subjects whose failures concern it, such as {@code rules:sg-x}
 * @param staleAfter a host that has been silent for longer is not believed
 */
record HostJudge(
        Position place, long revision, Instant decidedAt, Set<String> subjects, Duration staleAfter, Instant now) {
    private static final Duration CLOCKS_AGREE = Duration.ofSeconds(1);

    /** @param before the aggregate's revision that a host which has not reached the change has in force */
    HostEnforcement judge(String host, @Nullable HostState known, @Nullable Long before) {
        if (known == null) {
            return new HostEnforcement(host, State.UNREPORTED, null, null, null, lag(now), List.of(), null, null);
        }
        EnforcementReport report = known.report();
        List<Failure> failures = report.failures().stream()
                .filter(failure -> subjects.contains(failure.subject()))
                .toList();
        boolean reached = known.hasReached(place);
        Optional<Instant> since = reached ? known.reachedAt(place) : Optional.empty();
        return new HostEnforcement(
                host,
                state(known, reached, failures),
                report.mode(),
                reached ? Long.valueOf(revision) : before,
                since.orElse(null),
                reached ? since.map(this::lag).orElse(null) : Long.valueOf(lag(now)),
                failures,
                known.receivedAt(),
                skew(known));
    }

    private State state(HostState known, boolean reached, List<Failure> failures) {
        if (known.receivedAt().plus(staleAfter).isBefore(now)) {
            return State.STALE;
        }
        if (!failures.isEmpty()) {
            return State.FAILED;
        }
        if (!reached) {
            return State.LAGGING;
        }
        return known.report().mode() == Mode.KERNEL ? State.REALIZED : State.FILE;
    }

    private long lag(Instant end) {
        return Math.max(0, Duration.between(decidedAt, end).toMillis());
    }

    private static @Nullable Long skew(HostState known) {
        Duration ahead = known.clockAhead();
        return ahead.abs().compareTo(CLOCKS_AGREE) > 0 ? Long.valueOf(ahead.toMillis()) : null;
    }
}
