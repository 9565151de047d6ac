package io.ringfence.agent.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.events.wire.Topics;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BarrierTest {

    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();

    @Test
    void itStandsUntilWhatWasThereHasBeenRead() {
        feed.publish(facts.group(Facts.WEB));
        Barrier barrier = new Barrier(feed, Set.copyOf(Topics.EVENTS));
        assertThat(barrier.isPassed()).isFalse();
        feed.poll(Duration.ZERO);
        assertThat(barrier.isPassed()).isTrue();
    }

    @Test
    void whatComesLaterDoesNotRaiseIt() {
        Barrier barrier = new Barrier(feed, Set.copyOf(Topics.EVENTS));
        feed.publish(facts.group(Facts.WEB));
        assertThat(barrier.isPassed()).isTrue();
    }

    @Test
    void itStandsWhileKafkaDoesNotAnswerAndIsPassedAfterwards() {
        feed.setAway(true);
        Barrier barrier = new Barrier(feed, Set.copyOf(Topics.EVENTS));
        assertThat(barrier.isPassed()).isFalse();
        feed.setAway(false);
        assertThat(barrier.isPassed()).as("this look only asks again").isFalse();
        assertThat(barrier.isPassed()).isTrue();
    }
}
