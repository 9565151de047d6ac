package io.ringfence.bench.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowsTest {

    @Test
    void as_many_flows_as_packets_are_all_new() {
        Flows flows = new Flows(40_000);

        assertThat(IntStream.range(0, 40_000).map(flows::port).distinct().count())
                .isEqualTo(40_000);
        assertThat(flows.port(39_999)).isLessThan(65_536);
    }

    @Test
    void a_few_flows_take_turns() {
        Flows flows = new Flows(64);

        assertThat(flows.port(64)).isEqualTo(flows.port(0));
        assertThat(flows.port(63)).isNotEqualTo(flows.port(0));
    }

    @Test
    void more_than_there_are_ports_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Flows(60_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flows(0));
    }
}
