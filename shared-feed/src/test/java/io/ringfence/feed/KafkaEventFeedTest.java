package io.ringfence.feed;

import static io.ringfence.feed.SampleEvents.event;
import static io.ringfence.feed.SampleEvents.group;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaEventFeedTest {
    private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
    private TestTopic topic;
    private EventFeed.Source source;

    @BeforeEach
    void makeTopic() throws Exception {
        topic = new TestTopic(bootstrapServers).create(3);
        source = KafkaEventFeed.source(Reading.settings(bootstrapServers, topic.name));
    }

    @AfterEach
    void removeTopic() {
        topic.close();
    }

    @Test
    void withoutPositionsEveryRecordComesInTheOrderOfItsPartition() throws Exception {
        for (int number = 1; number <= 4; number++) {
            for (int revision = 1; revision <= 5; revision++) {
                topic.send(event(group(number), revision));
            }
        }
        try (EventFeed feed = source.open(Positions.EMPTY)) {
            Reading reading = Reading.of(feed, 20);

            for (int number = 1; number <= 4; number++) {
                AggregateRef aggregate = AggregateRef.group(group(number));
                assertThat(reading.revisions().stream()
                                .filter(revision -> revision.aggregate().equals(aggregate))
                                .map(revision -> revision.number()))
                        .containsExactly(1L, 2L, 3L, 4L, 5L);
            }
            assertThat(reading.notices).isEmpty();
            assertThat(feed.status().isRunning()).isTrue();
        }
    }

    @Test
    void aFeedGoesOnWhereItsOwnersPositionsSay() throws Exception {
        topic.send(event(group(1), 1));
        Positions stored;
        try (EventFeed feed = source.open(Positions.EMPTY)) {
            Reading.of(feed, 1);
            stored = feed.positions();
        }
        topic.send(event(group(1), 2));

        try (EventFeed feed = source.open(stored)) {
            assertThat(Reading.of(feed, 1).revisions())
                    .containsExactly(event(group(1), 2).envelope().revision());
        }
    }

    @Test
    void aReaderOfFewTypesPassesOverTheOthersUnread() throws Exception {
        WireRecord other = EventCodec.encode(event(group(1), 1));
        Map<String, String> headers = new HashMap<>(other.headers());
        headers.put(Headers.TYPE, "io.ringfence.group.SecurityGroupCreated.v1");
        topic.send(new WireRecord(other.key(), headers, new byte[] {'{'}));
        topic.send(new WireRecord(other.key(), Map.of(), new byte[] {'{'}));
        topic.send(event(group(1), 2));
        EventFeed.Source few = KafkaEventFeed.source(Reading.settings(bootstrapServers, topic.name)
                .withTypes(Set.of(EventType.of(event(group(1), 1).event()))));

        try (EventFeed feed = few.open(Positions.EMPTY)) {
            assertThat(Reading.of(feed, 1).revisions())
                    .containsExactly(event(group(1), 2).envelope().revision());
            assertThat(feed.positions()
                            .reached(feed.endOffsets(Set.of(topic.name)).get(20, TimeUnit.SECONDS)))
                    .isTrue();
        }
    }

    @Test
    void whatCannotBeReadComesWithItsReasonBytesAndAggregate() throws Exception {
        WireRecord good = EventCodec.encode(event(group(1), 7));
        topic.send(new WireRecord(good.key(), good.headers(), new byte[] {'{'}));

        try (EventFeed feed = source.open(Positions.EMPTY)) {
            FeedRecord.Undecoded record =
                    (FeedRecord.Undecoded) Reading.of(feed, 1).records.get(0);

            assertThat(record.aggregate()).isEqualTo(AggregateRef.group(group(1)));
            assertThat(record.sequence()).isEqualTo(7);
            assertThat(record.reason()).contains("the body is not a io.ringfence.group.SecurityGroupModified.v1");
            assertThat(record.raw().body()).containsExactly('{');
        }
    }

    @Test
    void aRecordWithoutKeyBodyAndHeadersIsUnreadableAndStopsNothing() throws Exception {
        topic.send(new WireRecord("", new HashMap<>(), new byte[0]));
        topic.send(event(group(1), 1));

        try (EventFeed feed = source.open(Positions.EMPTY)) {
            List<FeedRecord> records = Reading.of(feed, 2).records;

            assertThat(records)
                    .filteredOn(FeedRecord.Undecoded.class::isInstance)
                    .hasSize(1);
            assertThat(records).filteredOn(FeedRecord.Decoded.class::isInstance).hasSize(1);
        }
    }

    @Test
    void theEndsAskedForAreReachedOnceEverythingBeforeThemWasRead() throws Exception {
        topic.send(event(group(1), 1));
        topic.send(event(group(2), 1));
        try (EventFeed feed = source.open(Positions.EMPTY)) {
            Positions ends = feed.endOffsets(Set.of(topic.name)).get(10, TimeUnit.SECONDS);
            assertThat(feed.positions().reached(ends)).isFalse();

            Reading reading = Reading.until(feed, soFar -> feed.positions().reached(ends));

            assertThat(reading.records).hasSize(2);
            assertThat(ends.all()).extracting(Position::partition).containsExactly(0, 1, 2);
        }
    }

    @Test
    void theLagIsWhatKafkaHoldsAndTheFeedHasNotHandedOut() throws Exception {
        try (TestTopic single = new TestTopic(bootstrapServers).create(1);
                EventFeed feed = KafkaEventFeed.source(Reading.settings(bootstrapServers, single.name))
                        .open(Positions.EMPTY)) {
            for (int revision = 1; revision <= 150; revision++) {
                single.send(event(group(1), revision));
            }

            int before = Reading.of(feed, 100).records.size();
            assertThat(feed.status().lag()).hasValue(150 - before);

            Reading.of(feed, 150 - before);
            assertThat(feed.status().lag()).hasValue(0);
        }
    }

    @Test
    void closingEndsAPollUnderWay() throws Exception {
        EventFeed feed = source.open(Positions.EMPTY);
        Reading.until(feed, reading -> feed.status().isRunning());
        CompletableFuture<FeedBatch> poll = CompletableFuture.supplyAsync(() -> feed.poll(Duration.ofMinutes(5)));

        feed.close();

        assertThat(poll.get(10, TimeUnit.SECONDS).isEmpty()).isTrue();
        assertThat(feed.isClosed()).isTrue();
        assertThat(feed.poll(Duration.ofMinutes(5)).isEmpty()).isTrue();
        feed.close();
    }

    @Test
    void aTopicThatIsNotThereYetIsWaitedForAndThenRead() throws Exception {
        try (TestTopic later = new TestTopic(bootstrapServers);
                EventFeed feed = KafkaEventFeed.source(Reading.settings(bootstrapServers, later.name))
                        .open(Positions.EMPTY)) {
            Reading.until(feed, reading -> feed.status().detail().contains(later.name));
            assertThat(feed.status().state()).isEqualTo(FeedStatus.State.CONNECTING);

            later.create(1);
            later.send(event(group(1), 1));

            assertThat(Reading.of(feed, 1).revisions()).hasSize(1);
            assertThat(feed.status().isRunning()).isTrue();
        }
    }

    @Test
    void aHostNameThatNobodyResolvesIsShownAndNotThrown() {
        FeedSettings settings = Reading.settings("no-such-host.invalid:9092", topic.name);
        try (EventFeed feed = KafkaEventFeed.source(settings).open(Positions.EMPTY)) {
            Waiting.until(Duration.ofSeconds(30), "the feed says that it is cut off", () -> {
                feed.poll(Duration.ofMillis(50));
                return feed.status().state() == FeedStatus.State.DISCONNECTED;
            });

            assertThat(feed.endOffsets(Set.of(topic.name))).isCompletedExceptionally();
        }
    }

    @Test
    void theHeadersOfARecordAreText() throws Exception {
        WireRecord good = EventCodec.encode(event(group(1), 1));
        Map<String, String> headers = new HashMap<>(good.headers());
        headers.put("ce_actor", "Jürgen");
        topic.send(new WireRecord(good.key(), headers, good.body()));

        try (EventFeed feed = source.open(Positions.EMPTY)) {
            FeedRecord.Decoded record =
                    (FeedRecord.Decoded) Reading.of(feed, 1).records.get(0);
            assertThat(record.record().envelope().actor()).isEqualTo("Jürgen");
        }
    }
}
