package io.ringfence.agent.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.agent.Facts;
import io.ringfence.events.value.InstanceId;
import io.ringfence.events.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpeningsTest {

    private static final InstanceId ONE = new InstanceId("eci-1");
    private static final InstanceId TWO = new InstanceId("eci-2");

    private final Facts facts = new Facts();
    private final InMemoryFeed feed = new InMemoryFeed();
    private final Openings openings = new Openings(() -> new Barrier(feed, Set.of(Topics.RULE_EVENTS)));

    @Test
    void aNewInstanceWaitsForWhatWasThereWhenItCame() {
        feed.publish(facts.rules(Facts.WEB));
        openings.placed(List.of(ONE));
        assertThat(openings.advance()).isFalse();
        assertThat(openings.isWaiting(ONE)).isTrue();
        feed.poll(Duration.ZERO);
        assertThat(openings.advance()).isTrue();
        assertThat(openings.isWaiting(ONE)).isFalse();
        assertThat(openings.anyWaiting()).isFalse();
    }

    @Test
    void aLaterInstanceDoesNotMakeAnEarlierOneWaitLonger() {
        openings.placed(List.of(ONE));
        feed.publish(facts.rules(Facts.WEB));
        openings.placed(List.of(ONE, TWO));
        openings.advance();
        assertThat(openings.isWaiting(ONE)).isFalse();
        assertThat(openings.isWaiting(TWO)).isTrue();
    }

    @Test
    void anInstanceThatLeftAndReturnsWaitsAgain() {
        openings.placed(List.of(ONE));
        openings.advance();
        openings.placed(List.of());
        feed.publish(facts.rules(Facts.WEB));
        openings.placed(List.of(ONE));
        openings.advance();
        assertThat(openings.isWaiting(ONE)).isTrue();
    }
}
