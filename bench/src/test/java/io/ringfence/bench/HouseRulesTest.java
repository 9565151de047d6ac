package io.ringfence.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void names_say_something_and_packages_are_marked() {
        assertThat(HouseRules.ofThisModule().breaches()).isEmpty();
    }
}
