package io.ringfence.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MatchesTest {
    @Test
    void a_deadline_is_the_whole_second_that_it_is_in_or_before() {
        assertThat(Matches.before(null)).isEmpty();
        assertThat(Matches.before(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo("meta time < 1767225600");
        assertThat(Matches.before(Instant.parse("2026-01-01T00:00:00.000001Z"))).isEqualTo("meta time < 1767225601");
    }

    @Test
    void a_deadline_that_the_kernels_clock_does_not_reach_is_none_to_the_kernel() {
        assertThat(Matches.before(Instant.parse("2554-07-21T23:34:33Z"))).isEqualTo("meta time < 18446744073");
        assertThat(Matches.before(Instant.parse("2554-07-21T23:34:33.000001Z"))).isEmpty();
        assertThat(Matches.before(Instant.parse("9999-12-31T23:59:59Z"))).isEmpty();
    }
}
