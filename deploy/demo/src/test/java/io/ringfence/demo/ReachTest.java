package io.ringfence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.demo.Reach.Families;
import org.junit.jupiter.api.Test;

class ReachTest {

    private final Reach reach = Reach.of("web>web both, laptop>web ipv4");

    @Test
    void onlyTheNamedPairsAreOpenAndOnlyInThatDirection() {
        assertThat(reach.between("web", "web")).isEqualTo(Families.BOTH);
        assertThat(reach.between("laptop", "web")).isEqualTo(Families.IPV4);
        assertThat(reach.between("web", "laptop")).isEqualTo(Families.NONE);
    }

    @Test
    void aChangeLeavesWhatWasExpectedBeforeAsItWas() {
        Reach after = reach.and("web>db both, laptop>web none");

        assertThat(after.between("web", "db")).isEqualTo(Families.BOTH);
        assertThat(after.between("laptop", "web")).isEqualTo(Families.NONE);
        assertThat(reach.between("web", "db")).isEqualTo(Families.NONE);
    }

    @Test
    void familiesFollowFromWhatPassed() {
        assertThat(Families.of(true, true)).isEqualTo(Families.BOTH);
        assertThat(Families.of(true, false)).isEqualTo(Families.IPV4);
        assertThat(Families.of(false, true)).isEqualTo(Families.IPV6);
        assertThat(Families.of(false, false)).isEqualTo(Families.NONE);
    }
}
