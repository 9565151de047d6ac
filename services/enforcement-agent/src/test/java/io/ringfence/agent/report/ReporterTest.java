package io.ringfence.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.agent.TestClock;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.enforcement.EnforcementReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReporterTest {

    private final TestClock clock = new TestClock();
    private final List<EnforcementReport> sent = new ArrayList<>();
    private final Reporter reporter = new Reporter(Facts.HERE, Mode.KERNEL, sent::add, clock);

    private void report() {
        reporter.report(State.IN_SYNC, List.of(), 0, List.of(), null, null);
    }

    @Test
    void theFirstIsDueAtOnceAndTheNextAfterTenSeconds() {
        assertThat(reporter.isDue()).isTrue();
        report();
        clock.advance(Duration.ofSeconds(9));
        assertThat(reporter.isDue()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(reporter.isDue()).isTrue();
    }

    @Test
    void aReportBetweenPutsTheNextOff() {
        report();
        clock.advance(Duration.ofSeconds(9));
        report();
        clock.advance(Duration.ofSeconds(9));
        assertThat(reporter.isDue()).isFalse();
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceTheHost() {
        report();
        clock.advance(Duration.ofHours(-1));
        assertThat(reporter.isDue()).isTrue();
    }

    @Test
    void theReportsOfOneRunAreNumberedAndALaterRunOutranksIt() {
        report();
        report();
        assertThat(sent).extracting(EnforcementReport::number).containsExactly(1L, 2L);
        assertThat(sent)
                .extracting(EnforcementReport::incarnation)
                .containsOnly(sent.get(0).incarnation());

        clock.advance(Duration.ofSeconds(1));
        new Reporter(Facts.HERE, Mode.KERNEL, sent::add, clock)
                .report(State.CATCHING_UP, List.of(), 0, List.of(), null, null);
        assertThat(sent.get(2).incarnation()).isGreaterThan(sent.get(0).incarnation());
    }
}
