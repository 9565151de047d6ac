package io.ringfence.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {

    @Test
    void one_bad_run_does_not_move_the_median() {
        assertThat(Medians.of(List.of(10.0, 11.0, 0.1, 12.0, 10.5))).isEqualTo(10.5);
        assertThat(Medians.of(List.of(1.0, 4.0, 2.0, 8.0))).isEqualTo(3.0);
    }

    @Test
    void there_is_no_median_of_nothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Medians.of(List.of()));
    }

    @Test
    void percentiles_are_times_that_were_measured() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 2_000; i++) {
            latencies.add(i * 1_000_000L);
        }

        assertThat(latencies.p50Ms()).isEqualTo(1_001.0);
        assertThat(latencies.p99Ms()).isEqualTo(1_981.0);
        assertThat(latencies.count()).isEqualTo(2_000);
    }
}
