package io.ringfence.agent.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.render.Segments.Segment;
import io.ringfence.testing.Seeds;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever claims first keeps; compared number by number with an array that is filled the slow way. */
class SegmentsTest {
    private static final int LAST = 40;

    @Test
    void random_claims_give_each_number_to_its_first_claimant() {
        Seeds.forEach(300, random -> {
            Segments<Integer> segments = new Segments<>(BigInteger.valueOf(LAST));
            Integer[] owners = new Integer[LAST + 1];
            for (int claim = random.nextInt(8); claim > 0; claim--) {
                int from = random.nextInt(LAST + 1);
                int to = from + random.nextInt(LAST + 1 - from);
                int value = random.nextInt(3);
                segments.claim(BigInteger.valueOf(from), BigInteger.valueOf(to), value);
                for (int number = from; number <= to; number++) {
                    owners[number] = owners[number] == null ? Integer.valueOf(value) : owners[number];
                }
            }

            Integer[] found = new Integer[LAST + 1];
            Segment<Integer> before = null;
            for (Segment<Integer> segment : segments.all()) {
                for (int number = segment.from().intValue();
                        number <= segment.to().intValue();
                        number++) {
                    assertThat(found[number])
                            .as("the owner of %d so far", number)
                            .isNull();
                    found[number] = segment.value();
                }
                boolean joinable = before != null
                        && before.to().add(BigInteger.ONE).equals(segment.from())
                        && before.value().equals(segment.value());
                assertThat(joinable).as("neighbours of one value").isFalse();
                before = segment;
            }
            assertThat(found).isEqualTo(owners);
            assertThat(segments.isComplete()).isEqualTo(Arrays.stream(owners).allMatch(Objects::nonNull));
        });
    }
}
