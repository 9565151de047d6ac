package io.ringfence.axon.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.wire.Micros;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HybridClockTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private Instant machine = START;
    private final HybridClock clock = new HybridClock(() -> machine);

    @Test
    void it_follows_the_machine() {
        assertThat(clock.next()).isEqualTo(Micros.of(START));

        machine = START.plusSeconds(7);

        assertThat(clock.next()).isEqualTo(Micros.of(machine));
    }

    @Test
    void it_never_reads_the_same_twice_even_when_the_machine_goes_back() {
        long first = clock.next();
        machine = START.minusSeconds(60);

        assertThat(clock.next()).isEqualTo(first + 1);
        assertThat(clock.next()).isEqualTo(first + 2);
    }

    @Test
    void it_is_later_than_what_it_observed() {
        long observed = Micros.of(START.plusSeconds(4));

        assertThat(clock.observe(observed)).isGreaterThan(observed);
    }

    @Test
    void it_does_not_follow_a_time_too_far_ahead() {
        clock.observe(Micros.of(START.plus(HybridClock.MAX_AHEAD).plusMillis(1)));

        assertThat(clock.next()).isLessThan(Micros.of(START.plusSeconds(1)));
    }

    @Test
    void it_starts_after_its_own_store_however_far_ahead_that_is() {
        long newest = Micros.of(START.plus(Duration.ofHours(1)));

        clock.startAfter(newest);

        assertThat(clock.next()).isEqualTo(newest + 1);
    }
}
