package io.ringfence.axon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestSink;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.gate.Submission;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.TopicReader;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the store to a real broker: the stored bytes, in order, none lost when something is away. */
class EventPublisherTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String kafka = Infrastructure.shared().bootstrapServers();
    private final Database database = TestStore.freshDatabase();
    private final ProducerSink sink = TestSink.on(kafka);
    private final SecurityGroupId group = Submissions.newGroup();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void published_bytes_are_the_stored_bytes_under_the_group_as_key() {
        try (TestStore store = publishing(sink)) {
            decide(store, Submissions.open(group));
            decide(store, Submissions.authorize(group));

            List<ConsumerRecord<byte[], byte[]>> published = published(2);

            assertThat(published).extracting(ConsumerRecord::value).containsExactlyElementsOf(stored(store));
            assertThat(published).extracting(EventPublisherTest::sequence).containsExactly(1L, 2L);
        }
    }

    @Test
    void what_today_would_be_written_in_another_way_goes_out_as_it_is_stored() {
        try (TestStore silent = TestStore.on(database)) {
            decide(silent, Submissions.open(group));
            silent.transactions()
                    .inTransaction(connection -> connection
                            .createStatement()
                            .executeUpdate("update domainevententry set payload = payload || '  '::bytea"));
        }
        try (TestStore store = publishing(sink)) {
            assertThat(published(1)).extracting(ConsumerRecord::value).containsExactlyElementsOf(stored(store));
        }
    }

    @Test
    void a_restart_goes_on_where_the_last_acknowledged_batch_ended() {
        try (TestStore first = publishing(sink)) {
            decide(first, Submissions.open(group));
            published(1);
            awaitToken(first, 1);
        }
        try (TestStore silent = TestStore.on(database)) {
            decide(silent, Submissions.authorize(group));
        }
        try (TestStore again = publishing(sink)) {
            decide(again, Submissions.authorize(group));

            assertThat(published(3)).extracting(EventPublisherTest::sequence).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void what_kafka_did_not_acknowledge_is_sent_again_until_it_does() {
        AtomicInteger refusals = new AtomicInteger(3);
        RecordSink failing = record -> refusals.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new IllegalStateException("the broker is away"))
                : sink.send(record);

        try (TestStore store = publishing(failing)) {
            decide(store, Submissions.open(group));
            for (int i = 0; i < 5; i++) {
                decide(store, Submissions.authorize(group));
            }

            List<Long> sequences =
                    published(6).stream().map(EventPublisherTest::sequence).toList();
            assertThat(sequences).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            Waiting.until(
                    SOON,
                    "the publisher is healthy again",
                    () -> PublisherProcess.of(store.axon()).isHealthy());
        }
    }

    @Test
    void what_is_on_its_way_longer_than_a_batch_may_wait_is_not_sent_twice() {
        CompletableFuture<Void> brokerIsBack = new CompletableFuture<>();
        List<Object> taken = new CopyOnWriteArrayList<>();
        RecordSink slow = record -> {
            taken.add(record);
            return sink.send(record).thenCompose(sent -> brokerIsBack);
        };

        try (TestStore store = publishing(slow, Duration.ofMillis(100))) {
            for (int attempts = 1; attempts <= 3; attempts++) {
                int soFar = attempts;
                decide(store, soFar == 1 ? Submissions.open(group) : Submissions.authorize(group));
                Waiting.until(SOON, "all that was decided is on its way", () -> taken.size() >= soFar);
                awaitFailure(store);
            }
            assertThat(taken).hasSize(3);
            brokerIsBack.complete(null);

            awaitToken(store, 3);
            assertThat(published(3)).extracting(EventPublisherTest::sequence).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void it_is_not_healthy_while_nothing_is_acknowledged() {
        RecordSink away = record -> CompletableFuture.failedFuture(new IllegalStateException("the broker is away"));

        try (TestStore store = publishing(away)) {
            decide(store, Submissions.open(group));

            awaitFailure(store);
        }
    }

    @Test
    void order_is_kept_for_each_key_under_load() {
        List<SecurityGroupId> groups =
                IntStream.range(0, 5).mapToObj(i -> Submissions.newGroup()).toList();
        try (TestStore store = publishing(sink)) {
            CommandGate gate = store.gate(Duration.ofSeconds(10));
            List<CompletableFuture<?>> decided = new ArrayList<>();
            groups.forEach(
                    each -> decided.add(gate.submit(Submissions.open(each)).toCompletableFuture()));
            IntStream.range(0, 100)
                    .mapToObj(i -> Submissions.authorize(groups.get(i % 5)))
                    .forEach(command -> decided.add(gate.submit(command).toCompletableFuture()));
            decided.forEach(outcome -> outcome.orTimeout(60, TimeUnit.SECONDS).join());

            try (TopicReader reader = new TopicReader(kafka, Topics.RULE_EVENTS)) {
                for (SecurityGroupId each : groups) {
                    assertThat(reader.await(21, record -> key(record).equals(each.value())))
                            .extracting(EventPublisherTest::sequence)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, 21).boxed().toList());
                }
            }
        }
    }

    private static void awaitFailure(TestStore store) {
        Waiting.until(
                SOON,
                "the publisher says that it fails",
                () -> !PublisherProcess.of(store.axon()).isHealthy());
    }

    private TestStore publishing(RecordSink to) {
        return publishing(to, Duration.ofSeconds(5));
    }

    private TestStore publishing(RecordSink to, Duration ackTimeout) {
        TestStore store = TestStore.on(
                database,
                configurer -> PublisherProcess.addTo(
                        configurer,
                        axon -> new EventPublisher(to, axon.eventSerializer(), "/ringfence/test", ackTimeout)));
        PublisherProcess.of(store.axon()).start();
        return store;
    }

    private static void decide(TestStore store, Submission submission) {
        store.gate(Duration.ZERO)
                .submit(submission)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private List<ConsumerRecord<byte[], byte[]>> published(int count) {
        try (TopicReader reader = new TopicReader(kafka, Topics.RULE_EVENTS)) {
            return reader.await(count, record -> key(record).equals(group.value()));
        }
    }

    /** Waits until the publisher's place in the store is behind this many events. */
    private static void awaitToken(TestStore store, int index) {
        Waiting.until(
                SOON,
                "the token is stored",
                () -> store.count("select count(*) from tokenentry where convert_from(token, 'UTF8') like '%\"index\":"
                                + index + ",%'")
                        == 1);
    }

    private static List<byte[]> stored(TestStore store) {
        return store.transactions().inTransaction(connection -> {
            List<byte[]> payloads = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("select payload from domainevententry order by globalindex");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    payloads.add(row.getBytes(1));
                }
            }
            return payloads;
        });
    }

    private static long sequence(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(
                new String(record.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8));
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
