package io.ringfence.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void a_spread_is_the_median_and_the_extremes() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2.0, 1.0, 3.0));
        assertThat(Spread.of(List.of(1.5, 2.5))).hasToString("2.00 (1.50 to 2.50)");
    }

    @Test
    void ratios_are_of_the_same_round() {
        assertThat(Spread.ofRatios(List.of(2.0, 9.0), List.of(1.0, 3.0))).isEqualTo(new Spread(2.5, 2.0, 3.0));
    }
}
