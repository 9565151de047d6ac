package io.ringfence.axon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestSink;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.publish.Republication.Progress;
import io.ringfence.axon.publish.Republication.Stage;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedBatch;
import io.ringfence.feed.FeedNotice.TopicRestarted;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.FeedSettings;
import io.ringfence.feed.KafkaEventFeed;
import io.ringfence.feed.Positions;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real topic is made anew from a real store; the tests of this module share the topic and count on nothing in it. */
class RepublicationTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
    private final EventTopic topic = new EventTopic(kafka, Topics.RULE_EVENTS);
    private final Database database = TestStore.freshDatabase();
    private final ProducerSink sink = TestSink.on(bootstrapServers);
    private final SecurityGroupId group = Submissions.newGroup();
    private final List<FeedBatch> heard = new ArrayList<>();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void under_load_every_revision_is_in_the_new_topic_and_a_reader_that_was_there_before_sees_them_all() {
        EventTopic.Settings before = topic.find().orElseThrow();
        try (TestStore store = publishing();
                Republication republication = republication(store);
                EventFeed feed = feed()) {
            republication.startPublisher();
            CommandGate gate = store.gate(Duration.ZERO);
            join(gate.submit(Submissions.open(group)).toCompletableFuture());
            decide(gate, 50);
            listenUntil(feed, 51);

            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> {
                int decided = 0;
                while (!over.get()) {
                    decide(gate, 1);
                    decided++;
                }
                return decided;
            });
            Progress done = join(republication.begin().toCompletableFuture());
            over.set(true);
            int all = 51 + join(load);

            assertThat(all).as("commands were decided meanwhile").isGreaterThan(51);
            assertThat(done.stage()).isEqualTo(Stage.DONE);
            assertThat(done.published()).isGreaterThanOrEqualTo(done.end());
            EventTopic.Settings after = topic.find().orElseThrow();
            assertThat(after.id()).isNotEqualTo(before.id());
            assertThat(after.partitions()).isEqualTo(before.partitions());
            assertThat(after.configs()).isEqualTo(before.configs());
            listenUntil(feed, all);
            assertThat(heard).flatExtracting(FeedBatch::notices).singleElement().isInstanceOf(TopicRestarted.class);
            assertIsWhole(all);
        }
    }

    @Test
    void a_process_that_died_before_the_topic_was_deleted_or_made_again_is_finished_by_the_next() {
        try (TestStore store = publishing();
                Republication republication = republication(store)) {
            republication.startPublisher();
            CommandGate gate = store.gate(Duration.ZERO);
            join(gate.submit(Submissions.open(group)).toCompletableFuture());
            decide(gate, 20);
            awaitPublished(store);
        }
        for (boolean deleted : new boolean[] {false, true}) {
            EventTopic.Settings before = topic.find().orElseThrow();
            try (TestStore dying = publishing()) {
                place(dying).beginAnew(before);
                if (deleted) {
                    topic.delete();
                }
            }
            try (TestStore next = publishing();
                    Republication republication = republication(next)) {
                republication.startPublisher();
                Waiting.until(
                        SOON, "it is finished", () -> republication.progress().stage() == Stage.DONE);

                assertThat(place(next).intention()).isEmpty();
                assertThat(topic.find().orElseThrow().id()).isNotEqualTo(before.id());
                assertIsWhole(21);
            }
        }
    }

    @Test
    void one_that_died_with_the_new_topic_at_hand_does_not_make_it_a_third_time() {
        EventTopic.Settings before = topic.find().orElseThrow();
        try (TestStore store = publishing();
                Republication republication = republication(store)) {
            republication.startPublisher();
            join(store.gate(Duration.ZERO).submit(Submissions.open(group)).toCompletableFuture());
            awaitPublished(store);
            PublisherProcess.of(store.axon()).shutDown();
            place(store).beginAnew(before);
            topic.delete();
            topic.create(before);
            topic.awaitBrokers(before.partitions());
        }
        String made = topic.find().orElseThrow().id();
        try (TestStore next = publishing();
                Republication republication = republication(next)) {
            republication.startPublisher();
            Waiting.until(SOON, "it is finished", () -> republication.progress().stage() == Stage.DONE);

            assertThat(topic.find().orElseThrow().id()).isEqualTo(made);
            assertIsWhole(1);
        }
    }

    private void decide(CommandGate gate, int count) {
        for (int i = 0; i < count; i++) {
            join(gate.submit(Submissions.authorize(group)).toCompletableFuture());
        }
    }

    private void awaitPublished(TestStore store) {
        PublisherPlace place = place(store);
        Waiting.until(SOON, "all is published", () -> place.published() == place.end());
    }

    /** A reader that begins at the new topic's beginning sees each revision once and in order. */
    private void assertIsWhole(int revisions) {
        heard.clear();
        try (EventFeed fresh = feed()) {
            listenUntil(fresh, revisions);
            assertThat(revisions())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, revisions).boxed().toList());
        }
    }

    /** Polls until the last revision has come after everything that came before. */
    private void listenUntil(EventFeed feed, int revision) {
        Waiting.until(SOON, () -> "revision " + revision + " is heard; heard are " + revisions(), () -> {
            heard.add(feed.poll(Duration.ofMillis(200)));
            List<Long> revisions = revisions();
            return !revisions.isEmpty() && revisions.get(revisions.size() - 1) == revision;
        });
    }

    private List<Long> revisions() {
        return heard.stream()
                .flatMap(batch -> batch.records().stream())
                .map(record -> ((FeedRecord.Decoded) record).record().envelope())
                .filter(envelope -> envelope.aggregate().equals(AggregateRef.rules(group)))
                .map(envelope -> envelope.sequence())
                .toList();
    }

    private EventFeed feed() {
        FeedSettings settings = new FeedSettings(
                bootstrapServers,
                "republication-test",
                Set.of(Topics.RULE_EVENTS),
                Set.of(),
                1_000,
                Duration.ZERO,
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
        return KafkaEventFeed.source(settings).open(Positions.EMPTY);
    }

    private Republication republication(TestStore store) {
        return Republication.of(store.axon(), store.transactions(), kafka, Topics.RULE_EVENTS);
    }

    private static PublisherPlace place(TestStore store) {
        return new PublisherPlace(
                store.transactions(), store.axon().eventStore(), store.axon().getComponent(TokenStore.class));
    }

    private TestStore publishing() {
        return TestStore.on(
                database,
                configurer -> PublisherProcess.addTo(
                        configurer,
                        axon -> new EventPublisher(
                                sink, axon.eventSerializer(), "/ringfence/test", Duration.ofSeconds(5))));
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
