package io.ringfence.agent.report;

import io.ringfence.agent.time.Interval;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Drift;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.enforcement.EnforcementReport.Position;
import io.ringfence.events.enforcement.EnforcementReport.State;
import io.ringfence.events.value.HostName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the reports of one run of the agent and knows when the next is due. */
public final class Reporter {

    /** The longest that readers wait for a word from a host that lives. */
    static final Duration EVERY = Duration.ofSeconds(10);

    private final HostName host;
    private final Mode mode;
    private final ReportSink sink;
    private final InstantSource clock;
    private final Interval interval;
    private final long incarnation;
    private long number;

    public Reporter(HostName host, Mode mode, ReportSink sink, InstantSource clock) {
        this.host = host;
        this.mode = mode;
        this.sink = sink;
        this.clock = clock;
        this.interval = new Interval(EVERY, clock);
        this.incarnation = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    public boolean isDue() {
        return interval.isOver();
    }

    /**
     * Sends the host's whole state.
     *
     * @param positions everything before these is in force
     * @param lastApplyMicros null before the first apply
     * @param drift null where nobody else changed the table
     */
    public void report(
            State state,
            List<Position> positions,
            int instances,
            List<Failure> failures,
            @Nullable Long lastApplyMicros,
            @Nullable Drift drift) {
        interval.restart();
        number++;
        sink.send(new EnforcementReport(
                host,
                incarnation,
                number,
                mode,
                state,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                positions,
                instances,
                failures,
                lastApplyMicros,
                drift));
    }
}
