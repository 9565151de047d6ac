package io.ringfence.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.HouseRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void theHouseRulesHold() {
        assertThat(HouseRules.ofThisModule().breaches()).isEmpty();
    }

    @Test
    void theBrainIsPure() {
        assertThat(HouseRules.ofThisModule().impurities("org.pcollections")).isEmpty();
    }

    @Test
    void theContractIsPure() {
        Path contract = Path.of("..", "shared-events", "target", "classes");

        assertThat(HouseRules.of(contract).breaches()).isEmpty();
        assertThat(HouseRules.of(contract).impurities("com.fasterxml.jackson")).isEmpty();
    }
}
