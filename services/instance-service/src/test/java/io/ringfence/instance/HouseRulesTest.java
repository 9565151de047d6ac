package io.ringfence.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void theModuleKeepsTheHouseRules() {
        HouseRules rules = HouseRules.ofThisModule();

        assertThat(rules.breaches()).isEmpty();
        assertThat(rules.impureAggregates()).isEmpty();
    }
}
