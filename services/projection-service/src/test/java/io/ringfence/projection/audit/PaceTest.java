package io.ringfence.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.problem.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final long NOW = 1_000;

    @Test
    void theFirstChangeIsDueAtOnceAndTheOthersByTheirDistanceFromIt() {
        Pace pace = pace("60");

        assertThat(pace.wait(START, NOW)).isZero();
        assertThat(pace.wait(START.plusSeconds(60), NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.wait(START.plusSeconds(90), NOW + Duration.ofSeconds(1).toNanos()))
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whatIsLateIsNotWaitedFor() {
        Pace pace = pace("1");
        pace.wait(START, NOW);

        assertThat(pace.wait(START.plusSeconds(1), NOW + Duration.ofSeconds(5).toNanos()))
                .isNegative();
    }

    @Test
    void withoutASpeedThereIsNoPace() {
        assertThat(Pace.of(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "fast", "NaN", "Infinity", "1e10"})
    void whatIsNoSpeedIsRefused(String speed) {
        assertThatThrownBy(() -> Pace.of(speed))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("must be a number above 0");
    }

    private static Pace pace(String speed) {
        return Objects.requireNonNull(Pace.of(speed));
    }
}
