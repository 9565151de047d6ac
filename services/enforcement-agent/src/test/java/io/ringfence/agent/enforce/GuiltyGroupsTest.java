package io.ringfence.agent.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.SecurityGroupId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuiltyGroupsTest {

    private static final Set<SecurityGroupId> ALL =
            IntStream.range(0, 100).mapToObj(GuiltyGroupsTest::group).collect(Collectors.toUnmodifiableSet());

    private int questions;

    @Test
    void everyGuiltyGroupIsFoundAndNoOther() {
        Set<SecurityGroupId> guilty = Set.of(group(3), group(57), group(99));
        assertThat(GuiltyGroups.among(ALL, open -> complaint(open, guilty)))
                .isEqualTo(Map.of(group(3), "no", group(57), "no", group(99), "no"));
    }

    @Test
    void oneAmongAHundredTakesFewQuestions() {
        GuiltyGroups.among(ALL, open -> complaint(open, Set.of(group(42))));
        assertThat(questions).isLessThan(20);
    }

    @Test
    void aTableThatIsRefusedWithoutAnyGroupIsNobodysFault() {
        assertThat(GuiltyGroups.among(ALL, open -> Optional.of("never"))).isEmpty();
    }

    private Optional<String> complaint(Set<SecurityGroupId> open, Set<SecurityGroupId> guilty) {
        questions++;
        Set<SecurityGroupId> both = new HashSet<>(open);
        both.retainAll(guilty);
        return both.isEmpty() ? Optional.empty() : Optional.of("no");
    }

    private static SecurityGroupId group(int number) {
        return new SecurityGroupId("sg-%017d".formatted(number));
    }
}
