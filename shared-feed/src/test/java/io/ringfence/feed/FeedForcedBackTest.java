package io.ringfence.feed;

import static io.ringfence.feed.SampleEvents.event;
import static io.ringfence.feed.SampleEvents.group;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.Revision;
import io.ringfence.feed.FeedNotice.PartitionRewound;
import io.ringfence.feed.FeedNotice.TopicRestarted;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedForcedBackTest {
    private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
    private TestTopic topic;
    private EventFeed.Source source;

    @BeforeEach
    void makeTopicOfThreeRecords() throws Exception {
        topic = new TestTopic(bootstrapServers).create(1);
        source = KafkaEventFeed.source(Reading.settings(bootstrapServers, topic.name));
        for (int revision = 1; revision <= 3; revision++) {
            topic.send(event(group(1), revision));
        }
    }

    @AfterEach
    void removeTopic() {
        topic.close();
    }

    @Test
    void aTopicReCreatedUnderTheFeedIsReadFromZeroAndSaidSo() throws Exception {
        try (EventFeed feed = source.open(Positions.EMPTY)) {
            Reading.of(feed, 3);
            String oldId = feed.positions().all().get(0).topicId();

            topic.recreate(1);
            topic.send(event(group(1), 1));
            topic.send(event(group(1), 2));
            Reading reading = Reading.until(
                    feed, soFar -> !soFar.notices.isEmpty() && last(soFar) == 2 && soFar.records.size() >= 2);

            TopicRestarted restart = (TopicRestarted) reading.notices.get(0);
            assertThat(restart.oldTopicId()).isEqualTo(oldId);
            Position now = feed.positions().all().get(0);
            assertThat(now.topicId()).isEqualTo(restart.newTopicId()).isNotEqualTo(oldId);
            assertThat(now.offset()).isEqualTo(2);
        }
    }

    private static long last(Reading reading) {
        List<Revision> revisions = reading.revisions();
        return revisions.isEmpty() ? 0 : revisions.get(revisions.size() - 1).number();
    }

    @Test
    void positionsInATopicThatWasReCreatedMeanwhileBeginAtZero() throws Exception {
        Positions stored;
        try (EventFeed feed = source.open(Positions.EMPTY)) {
            Reading.of(feed, 3);
            stored = feed.positions();
        }
        topic.recreate(1);
        topic.send(event(group(1), 1));

        try (EventFeed feed = source.open(stored)) {
            Reading reading = Reading.of(feed, 1);

            assertThat(reading.notices).hasSize(1).first().isInstanceOf(TopicRestarted.class);
            assertThat(last(reading)).isEqualTo(1);
        }
    }

    @Test
    void recordsThatKafkaNoLongerHasAreSaidToBeGone() throws Exception {
        topic.deleteBefore(2);

        try (EventFeed feed = source.open(Positions.EMPTY)) {
            Reading reading = Reading.of(feed, 1);

            PartitionRewound rewound = (PartitionRewound) reading.notices.get(0);
            assertThat(rewound.wanted().offset()).isZero();
            assertThat(rewound.restartsAt()).isEqualTo(2);
            assertThat(last(reading)).isEqualTo(3);
        }
    }

    @Test
    void aPositionPastTheEndIsReadAgainFromTheFirstRecord() throws Exception {
        Positions stored;
        try (EventFeed feed = source.open(Positions.EMPTY)) {
            Reading.of(feed, 3);
            stored = feed.positions().with(List.of(feed.positions().all().get(0).at(99)));
        }

        try (EventFeed feed = source.open(stored)) {
            Reading reading = Reading.of(feed, 3);

            PartitionRewound rewound = (PartitionRewound) reading.notices.get(0);
            assertThat(rewound.wanted().offset()).isEqualTo(99);
            assertThat(rewound.restartsAt()).isZero();
            assertThat(feed.positions().all().get(0).offset()).isEqualTo(3);
        }
    }
}
