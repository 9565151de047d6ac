package io.ringfence.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void theModuleKeepsTheHouseRules() {

        assertThat(HouseRules.ofThisModule().breaches()).isEmpty();
    }
}
