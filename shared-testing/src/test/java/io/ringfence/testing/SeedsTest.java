package io.ringfence.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeedsTest {
    private final String given = System.getProperty("seed", "");

    @AfterEach
    void restoreTheSeedOfTheRun() {
        System.setProperty("seed", given);
    }

    @Test
    void eachCaseGetsItsOwnRandomness() {
        System.setProperty("seed", "");
        List<Integer> drawn = new ArrayList<>();

        Seeds.forEach(3, random -> drawn.add(random.nextInt()));

        assertThat(drawn).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    }

    @Test
    void aFailingCaseSaysTheSeedThatBringsItAgain() {
        System.setProperty("seed", "");
        List<Integer> drawn = new ArrayList<>();
        AssertionError failure = new AssertionError("no case failed");
        try {
            Seeds.forEach(2, random -> {
                drawn.add(random.nextInt());
                assertThat(drawn).hasSizeLessThan(2);
            });
        } catch (AssertionError e) {
            failure = e;
        }
        Matcher seed = Pattern.compile("-Dseed=(\\d+)").matcher(String.valueOf(failure.getMessage()));
        assertThat(seed.find()).as("%s", failure).isTrue();

        System.setProperty("seed", seed.group(1));
        List<Integer> again = new ArrayList<>();
        Seeds.forEach(5, random -> again.add(random.nextInt()));

        assertThat(again).containsExactly(drawn.get(1));
    }

    @Test
    void aCaseThatThrowsIsAFailureToo() {
        AtomicInteger cases = new AtomicInteger();
        assertThatThrownBy(() -> Seeds.forEach(2, random -> {
                    cases.incrementAndGet();
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broken");
        assertThat(cases).hasValue(1);
    }
}
