package io.ringfence.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void this_module_keeps_the_rules_of_the_house() {
        assertThat(HouseRules.ofThisModule().breaches()).isEmpty();
    }
}
