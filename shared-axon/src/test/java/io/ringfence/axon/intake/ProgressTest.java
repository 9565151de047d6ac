package io.ringfence.axon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = new Progress();

    @Test
    void it_stands_still_at_the_first_unanswered_record_and_then_passes_all_answered_ones() {
        Progress.Taken first = progress.begin(7);
        Progress.Taken second = progress.begin(8);
        Progress.Taken behindAGap = progress.begin(12);
        progress.begin(13);

        second.end();
        behindAGap.end();
        assertThat(progress.advance()).isEmpty();

        first.end();
        assertThat(progress.advance()).hasValue(13);
        assertThat(progress.advance()).isEmpty();
        assertThat(progress.size()).isOne();
    }
}
