package io.ringfence.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RegularLookTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final List<String> done = new CopyOnWriteArrayList<>();

    private RegularLook every(Duration pause) {
        return new RegularLook("test-look", "it cannot be looked at", pause, BOUND, this::look, () -> done.add("end"));
    }

    private void look() {
        done.add("look");
        if (done.size() == 2) {
            throw new IllegalStateException("nothing to see");
        }
    }

    @Test
    void afterALookThatFailsComesTheNext() {
        try (RegularLook looking = every(OFTEN)) {
            looking.start();
            Waiting.until(BOUND, "the fourth look", () -> done.size() >= 4);
        }
        assertThat(done).endsWith("look", "end").containsOnlyOnce("end");
    }

    @Test
    void closingDoesNotWaitForTheNextLook() {
        RegularLook looking = every(Duration.ofHours(1));
        looking.start();
        Waiting.until(BOUND, "the first look, at once", () -> done.size() == 1);
        looking.close();
        assertThat(done).containsExactly("look", "end");
    }
}
