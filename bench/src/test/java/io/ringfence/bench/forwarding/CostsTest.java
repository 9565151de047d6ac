package io.ringfence.bench.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostsTest {
    private final Costs costs = new Costs();

    CostsTest() {
        round(300, 1_300, 2_300, 3_300);
        round(200, 1_200, 2_700, 3_200);
    }

    @Test
    void what_the_sender_takes_is_no_part_of_forwarding() {
        assertThat(costs.forwarding("none")).containsExactly(1_000.0, 1_000.0);
        assertThat(costs.times("ours", "none")).containsExactly(2.0, 2.5);
    }

    @Test
    void extras_are_compared_without_what_both_have() {
        assertThat(costs.partOfExtra("ours", "theirs", "none")).containsExactly(0.5, 0.75);
    }

    private void round(double sender, double none, double ours, double theirs) {
        costs.add(Costs.SENDER, List.of(sender, sender, 9_000.0));
        costs.add("none", List.of(none));
        costs.add("ours", List.of(ours));
        costs.add("theirs", List.of(theirs));
    }
}
