package io.ringfence.axon.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void ids_have_the_form_of_the_contract_and_differ() {
        Ids ids = new Ids();

        assertThat(Stream.generate(ids::securityGroup).limit(1_000)).doesNotHaveDuplicates();
    }
}
