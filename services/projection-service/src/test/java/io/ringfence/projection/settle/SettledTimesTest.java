package io.ringfence.projection.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.wire.Settled;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettledTimesTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:01Z");
    private static final Instant SECOND = Instant.parse("2026-01-01T00:00:02Z");
    private static final Instant THIRD = Instant.parse("2026-01-01T00:00:03Z");

    private final SettledTimes times = new SettledTimes();

    @Test
    void the_topic_that_is_settled_least_decides() {
        say(Topics.GROUP_EVENTS, SECOND, 5);
        say(Topics.RULE_EVENTS, FIRST, 5);
        say(Topics.INSTANCE_EVENTS, THIRD, 5);

        assertThat(times.until(read("id", 5, 5, 5))).contains(FIRST);
    }

    @Test
    void nothing_is_settled_while_one_topic_has_not_been_heard_of() {
        say(Topics.GROUP_EVENTS, FIRST, 0);
        say(Topics.RULE_EVENTS, FIRST, 0);

        assertThat(times.until(read("id", 9, 9, 9))).isEmpty();
    }

    @Test
    void rows_that_are_behind_are_settled_until_what_was_said_of_so_far() {
        Topics.EVENTS.forEach(topic -> say(topic, FIRST, 5));
        Topics.EVENTS.forEach(topic -> say(topic, SECOND, 7));

        assertThat(times.until(read("id", 7, 6, 7))).contains(FIRST);
        assertThat(times.until(read("id", 7, 7, 7))).contains(SECOND);
        assertThat(times.until(read("id", 4, 7, 7))).isEmpty();
    }

    @Test
    void the_offsets_of_another_topic_of_the_name_mean_nothing() {
        Topics.EVENTS.forEach(topic -> say(topic, FIRST, 5));

        assertThat(times.until(read("another", 9, 9, 9))).isEmpty();
    }

    @Test
    void a_partition_that_was_never_read_is_read_when_it_is_empty() {
        Topics.EVENTS.forEach(topic -> say(topic, FIRST, 0));

        assertThat(times.until(List.of())).contains(FIRST);
    }

    private void say(String topic, Instant until, long offset) {
        times.take(new Settled(topic, "id", until, Map.of(0, offset)));
    }

    private static List<Position> read(String id, long groups, long rules, long instances) {
        return Stream.of(
                        new Position(Topics.GROUP_EVENTS, id, 0, groups),
                        new Position(Topics.RULE_EVENTS, id, 0, rules),
                        new Position(Topics.INSTANCE_EVENTS, id, 0, instances))
                .toList();
    }
}
