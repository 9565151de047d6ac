package io.ringfence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private final HouseRules breaches =
            HouseRules.of(Path.of("target", "test-classes", "io", "ringfence", "testing", "breaches"));

    @Test
    void thisModuleKeepsTheHouseRules() {
        assertThat(HouseRules.ofThisModule().breaches()).isEmpty();
    }

    @Test
    void anEmptyNameIsFound() {
        assertThat(breaches.emptyNames())
                .containsExactly("io.ringfence.testing.breaches.ClockHelper has an empty word in its name");
    }

    @Test
    void aPackageWithoutItsRoleIsFound() {
        assertThat(breaches.unmarkedPackages())
                .containsExactly("io.ringfence.testing.breaches has no package-info with @NullMarked");
    }

    @Test
    void clocksAndLocksAreFound() {
        assertThat(breaches.impurities())
                .containsExactlyInAnyOrder(
                        "io.ringfence.testing.breaches.ClockHelper uses java.util.concurrent.locks.ReentrantLock",
                        "io.ringfence.testing.breaches.ClockHelper calls java.time.Instant.now");
    }

    @Test
    void aLibraryThatIsNotNamedIsFound() {
        assertThat(HouseRules.of(Path.of("..", "shared-events", "target", "classes"))
                        .impurities())
                .isNotEmpty()
                .allMatch(breach -> breach.contains("com.fasterxml.jackson"));
    }
}
