package io.ringfence.feed.memory;

import static io.ringfence.feed.SampleEvents.event;
import static io.ringfence.feed.SampleEvents.group;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.wire.Topics;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedNotice.TopicRestarted;
import io.ringfence.feed.Positions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemoryTopicsTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final InMemoryTopics topics = new InMemoryTopics(3, 2);

    @Test
    void aPollBringsAtTheMostSoManyRecordsAndTheNextOneTheRest() {
        for (int revision = 1; revision <= 3; revision++) {
            topics.append(event(group(1), revision));
        }
        try (EventFeed feed = topics.open(Positions.EMPTY)) {
            assertThat(feed.poll(AT_ONCE).records()).hasSize(2);
            assertThat(feed.status().lag()).hasValue(1);
            assertThat(feed.poll(AT_ONCE).records()).hasSize(1);
            assertThat(feed.poll(AT_ONCE).isEmpty()).isTrue();
            assertThat(feed.positions().reached(topics.ends(Set.copyOf(Topics.EVENTS))))
                    .isTrue();
        }
    }

    @Test
    void aFeedGoesOnWhereAnotherOneEnded() {
        topics.append(event(group(1), 1));
        Positions stored;
        try (EventFeed feed = topics.open(Positions.EMPTY)) {
            stored = feed.poll(AT_ONCE).positions();
        }
        topics.append(event(group(1), 2));

        try (EventFeed feed = topics.open(stored)) {
            assertThat(feed.poll(AT_ONCE).records()).hasSize(1);
        }
    }

    @Test
    void aReCreatedTopicBeginsAnew() {
        topics.append(event(group(1), 1));
        try (EventFeed feed = topics.open(Positions.EMPTY)) {
            feed.poll(AT_ONCE);
            topics.recreate(Topics.GROUP_EVENTS);
            topics.append(event(group(1), 1));

            FeedBatch batch = feed.poll(AT_ONCE);

            assertThat(batch.notices()).hasSize(1).first().isInstanceOf(TopicRestarted.class);
            assertThat(batch.records()).hasSize(1);
        }
    }

    @Test
    void aPollWaitsForARecord() throws Exception {
        try (EventFeed feed = topics.open(Positions.EMPTY)) {
            CompletableFuture<FeedBatch> poll = CompletableFuture.supplyAsync(() -> feed.poll(Duration.ofMinutes(5)));

            topics.append(event(group(1), 1));

            assertThat(poll.get(10, TimeUnit.SECONDS).records()).hasSize(1);
        }
    }
}
