package io.ringfence.axon.settle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.axon.Submissions;
import io.ringfence.axon.TestSink;
import io.ringfence.axon.TestStore;
import io.ringfence.axon.gate.CommandGate;
import io.ringfence.axon.publish.EventPublisher;
import io.ringfence.axon.publish.ProducerSink;
import io.ringfence.axon.publish.PublisherProcess;
import io.ringfence.axon.store.NewestEvent;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Settled;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real store and a real topic, of which other tests of this module use the same; what is said is caught. */
class SettledClockTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
    private final ProducerSink sink = TestSink.on(bootstrapServers);
    private final TestStore store = TestStore.on(
            TestStore.freshDatabase(),
            configurer -> PublisherProcess.addTo(
                    configurer,
                    axon -> new EventPublisher(
                            sink, axon.eventSerializer(), "/ringfence/test", Duration.ofSeconds(5))));
    private final SecurityGroupId group = Submissions.newGroup();
    private final List<Settled> said = new CopyOnWriteArrayList<>();
    private final SettledClock settledClock = new SettledClock(
            store.transactions(), PublisherProcess.NAME, kafka, Topics.RULE_EVENTS, this::hear, store.clock(), MARGIN);

    private CompletionStage<Void> hear(ProducerRecord<byte[], byte[]> record) {
        try {
            said.add(Json.mapper().readValue(record.value(), Settled.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CompletableFuture.completedFuture(null);
    }

    @AfterEach
    void close() {
        settledClock.close();
        store.close();
        sink.close();
    }

    @Test
    void whoever_has_read_so_far_has_every_event_up_to_the_time() {
        PublisherProcess.of(store.axon()).start();
        Instant decided = decide();
        settledClock.start();

        Settled settled = awaitSettledUntil(decided);

        assertThat(settled.topic()).isEqualTo(Topics.RULE_EVENTS);
        assertThat(settled.offsets()).hasSize(Topics.PARTITIONS);
        assertThat(settled.settledUntil()).isBefore(Instant.now());
        assertThat(timesOfGroupBefore(settled.offsets())).contains(decided);
    }

    @Test
    void a_transaction_that_still_runs_may_bring_an_event_of_the_time_of_its_beginning() throws SQLException {
        PublisherProcess.of(store.axon()).start();
        try (Connection slow = TestStore.source(store.database()).getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("select 1");
            Instant began = Instant.now();
            settledClock.start();
            Waiting.until(SOON, "something is said three times", () -> said.size() >= 3);
            assertThat(said).allMatch(settled -> settled.settledUntil().isBefore(began));

            slow.commit();
            assertThat(awaitSettledUntil(began).settledUntil()).isAfterOrEqualTo(began);
        }
    }

    @Test
    void the_first_word_comes_only_after_what_waited_has_been_published() {
        Instant decided = decide();
        settledClock.start();
        PublisherProcess.of(store.axon()).start();

        awaitSettledUntil(decided);

        assertThat(timesOfGroupBefore(said.get(0).offsets())).contains(decided);
    }

    /** The time of an event of the group. */
    private Instant decide() {
        CommandGate gate = store.gate(Duration.ZERO);
        gate.submit(Submissions.open(group))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        return Micros.toInstant(NewestEvent.occurredAt(store.transactions()));
    }

    private Settled awaitSettledUntil(Instant time) {
        Waiting.until(
                SOON,
                () -> "settled until " + time + ", and not " + said,
                () -> said.stream().anyMatch(settled -> !settled.settledUntil().isBefore(time)));
        return said.stream()
                .filter(settled -> !settled.settledUntil().isBefore(time))
                .findFirst()
                .orElseThrow();
    }

    private List<Instant> timesOfGroupBefore(Map<Integer, Long> ends) {
        List<Instant> times = new CopyOnWriteArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = ends.keySet().stream()
                    .map(partition -> new TopicPartition(Topics.RULE_EVENTS, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Waiting.until(SOON, "all partitions are read", () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    boolean ours = new String(record.key(), UTF_8).equals(group.value());
                    if (ours && record.offset() < ends.getOrDefault(record.partition(), 0L)) {
                        times.add(Instant.parse(new String(
                                record.headers().lastHeader(Headers.TIME).value(), UTF_8)));
                    }
                });
                return partitions.stream()
                        .allMatch(partition ->
                                consumer.position(partition) >= ends.getOrDefault(partition.partition(), 0L));
            });
        }
        return times;
    }
}
