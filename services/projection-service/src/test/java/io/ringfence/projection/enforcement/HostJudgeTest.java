package io.ringfence.projection.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.enforcement.EnforcementReport.Failure;
import io.ringfence.events.enforcement.EnforcementReport.Mode;
import io.ringfence.events.value.HostName;
import io.ringfence.feed.Position;
import io.ringfence.projection.enforcement.HostEnforcement.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostJudgeTest {
    private static final Instant DECIDED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOW = DECIDED.plusSeconds(10);
    private static final Position EVENT = new Position("rules", "topic-1", 3, 41);
    private static final Failure REFUSED = new Failure("rules:sg-x", "KERNEL_REFUSED", "no such chain");

    private final HostReports reports = new HostReports();
    private final HostJudge judge =
            new HostJudge(EVENT, 12, DECIDED, Set.of("rules:sg-x"), Duration.ofSeconds(30), NOW);

    @Test
    void aHostThatNeverReportedIsCountedAndNamed() {
        HostEnforcement judged = judge();

        assertThat(judged.state()).isEqualTo(State.UNREPORTED);
        assertThat(judged.lagMs()).isEqualTo(10_000);
        assertThat(judged.lastSeen()).isNull();
    }

    @Test
    void aChangeIsInForceFromTheFirstReportThatIsBehindIt() {
        take(1, 1, 41, DECIDED.plusMillis(2));
        assertThat(judge().state()).isEqualTo(State.LAGGING);
        assertThat(judge().revision()).isEqualTo(11);

        take(1, 2, 42, DECIDED.plusMillis(7));
        take(1, 3, 42, DECIDED.plusMillis(9));
        take(1, 4, 50, DECIDED.plusMillis(20));

        HostEnforcement judged = judge();
        assertThat(judged.state()).isEqualTo(State.REALIZED);
        assertThat(judged.revision()).isEqualTo(12);
        assertThat(judged.since()).isEqualTo(DECIDED.plusMillis(7));
        assertThat(judged.lagMs()).isEqualTo(7);
    }

    @Test
    void sinceWhenIsNotSaidWhereTheFirstReportThatIsKnownWasBehindItAlready() {
        take(1, 1, 60, NOW);

        assertThat(judge().state()).isEqualTo(State.REALIZED);
        assertThat(judge().since()).isNull();
        assertThat(judge().lagMs()).isNull();
    }

    @Test
    void anOldReportThatComesAgainTurnsNothingBack() {
        take(1, 2, 42, NOW);
        take(1, 1, 40, NOW);
        take(0, 9, 40, NOW);
        assertThat(judge().state()).isEqualTo(State.REALIZED);

        take(2, 1, 40, NOW);
        assertThat(judge().state()).as("the agent began anew").isEqualTo(State.LAGGING);
    }

    @Test
    void thePlaceInATopicThatWasMadeAnewMeansNothing() {
        reports.take(report(1, 1, "topic-2", 99, Mode.KERNEL, NOW, List.of()), NOW);

        assertThat(judge().state()).isEqualTo(State.LAGGING);
    }

    @Test
    void whatFailedIsSaidOnlyWhereItConcernsTheChange() {
        Failure other = new Failure("rules:sg-y", "KERNEL_REFUSED", "no such chain");
        reports.take(report(1, 1, "topic-1", 42, Mode.KERNEL, NOW, List.of(other)), NOW);
        assertThat(judge().state()).isEqualTo(State.REALIZED);

        reports.take(report(1, 2, "topic-1", 42, Mode.KERNEL, NOW, List.of(REFUSED, other)), NOW);
        assertThat(judge().state()).isEqualTo(State.FAILED);
        assertThat(judge().failures()).containsExactly(REFUSED);
    }

    @Test
    void aFileIsNeverInForceAndASilentHostIsNotBelieved() {
        reports.take(report(1, 1, "topic-1", 42, Mode.FILE, NOW, List.of()), NOW);
        assertThat(judge().state()).isEqualTo(State.FILE);

        reports.take(report(1, 2, "topic-1", 42, Mode.KERNEL, NOW, List.of()), NOW.minusSeconds(31));
        assertThat(judge().state()).isEqualTo(State.STALE);
        assertThat(judge().lastSeen()).isEqualTo(NOW.minusSeconds(31));
    }

    @Test
    void aClockThatIsWrongByMoreThanASecondIsSaid() {
        reports.take(report(1, 1, "topic-1", 42, Mode.KERNEL, NOW.minusMillis(900), List.of()), NOW);
        assertThat(judge().clockAheadMs()).isNull();

        reports.take(report(1, 2, "topic-1", 42, Mode.KERNEL, NOW.minusMillis(1_500), List.of()), NOW);
        assertThat(judge().clockAheadMs()).isEqualTo(-1_500);
    }

    @Test
    void whoeverListensHearsOfEveryReportUntilHeDoesNot() {
        int[] heard = {0};
        Runnable listener = () -> heard[0]++;
        reports.listen(listener);
        take(1, 1, 42, NOW);
        reports.ignore(listener);
        take(1, 2, 42, NOW);

        assertThat(heard[0]).isEqualTo(1);
    }

    @Test
    void onlyTheLastAdvancesAreRemembered() {
        for (int number = 1; number <= 2 * HostState.KEPT; number++) {
            take(1, number, number, DECIDED.plusMillis(number));
        }

        assertThat(Objects.requireNonNull(reports.of("h1")).advances()).hasSize(HostState.KEPT);
    }

    private HostEnforcement judge() {
        @Nullable HostState known = reports.of("h1");
        return judge.judge("h1", known, 11L);
    }

    private void take(long incarnation, long number, long nextOffset, Instant at) {
        reports.take(report(incarnation, number, "topic-1", nextOffset, Mode.KERNEL, at, List.of()), NOW);
    }

    private static EnforcementReport report(
            long incarnation,
            long number,
            String topicId,
            long nextOffset,
            Mode mode,
            Instant at,
            List<Failure> failures) {
        return new EnforcementReport(
                new HostName("h1"),
                incarnation,
                number,
                mode,
                EnforcementReport.State.IN_SYNC,
                at,
                List.of(new EnforcementReport.Position("rules", topicId, 3, nextOffset)),
                1,
                failures,
                null,
                null);
    }
}
