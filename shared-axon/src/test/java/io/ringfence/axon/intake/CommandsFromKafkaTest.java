package io.ringfence.axon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from a real topic when answers come late, and what is committed. A record's body is its name. */
class CommandsFromKafkaTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String kafka = Infrastructure.shared().bootstrapServers();
    private final String topic = "commands-" + UUID.randomUUID();
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
    private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void makeTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void removeTopic() throws Exception {
        producer.close();
        admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        admin.close();
    }

    @Test
    void what_stands_behind_an_unanswered_record_is_answered_and_all_from_it_on_is_read_again_after_a_crash() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        send("answered", "stuck", "behind", "further behind");
        try (CommandThread first = reading(name -> name.equals("stuck") ? never : answered(), 2_000)) {
            Waiting.until(SOON, "all are read", () -> read.size() == 4);
            Waiting.until(SOON, "the first is committed", () -> committed() == 1);
            assertThat(first.lag()).isEqualTo(1);
        }
        assertThat(committed()).isEqualTo(1);

        read.clear();
        try (CommandThread second = reading(name -> answered(), 2_000)) {
            Waiting.until(SOON, "all are committed", () -> committed() == 4);
            Waiting.until(SOON, "nothing is left", () -> second.lag() == 0);
        }
        assertThat(read).containsExactly("stuck", "behind", "further behind");
    }

    @Test
    void five_hundred_that_wait_stop_nobody() {
        AtomicInteger answered = new AtomicInteger();
        String[] names = new String[5_500];
        for (int i = 0; i < names.length; i++) {
            names[i] = i < 500 ? "waits" : "goes on";
        }
        send(names);
        CompletableFuture<Void> released = new CompletableFuture<>();

        try (CommandThread reading = reading(
                name -> {
                    if (name.equals("waits")) {
                        return released;
                    }
                    answered.incrementAndGet();
                    return answered();
                },
                2_000)) {
            Waiting.until(SOON, "all others are answered", () -> answered.get() == 5_000);
            assertThat(reading.open()).isEqualTo(500);

            released.complete(null);
            Waiting.until(SOON, "all are committed", () -> committed() == names.length);
        }
    }

    @Test
    void no_more_is_taken_on_than_may_be_on_its_way() {
        CompletableFuture<Void> released = new CompletableFuture<>();
        String[] names = new String[3_000];
        java.util.Arrays.fill(names, "waits");
        send(names);

        try (CommandThread reading = reading(name -> released, 100)) {
            Waiting.until(SOON, "it is full", () -> reading.open() >= 100);
            Waiting.until(SOON, "the lag is known", () -> reading.lag() == names.length);
            // One poll may bring more than there is room for, a second one does not come.
            assertThat(read.size()).isLessThan(1_000);

            released.complete(null);
            Waiting.until(SOON, "all are committed", () -> committed() == names.length);
        }
    }

    private CommandThread reading(Function<String, CompletionStage<Void>> answer, int mostOpen) {
        Function<ConsumerRecord<byte[], byte[]>, CompletionStage<Void>> intake = record -> {
            String name = new String(record.value(), StandardCharsets.UTF_8);
            read.add(name);
            return answer.apply(name);
        };
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka,
                "group.id",
                topic,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        return new CommandThread(
                        () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                        topic,
                        intake,
                        mostOpen)
                .start();
    }

    private static CompletionStage<Void> answered() {
        return CompletableFuture.completedFuture(null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the flush tells the same
    private void send(String... names) {
        for (String name : names) {
            producer.send(new ProducerRecord<>(topic, null, name.getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
    }

    private long committed() {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(topic)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .get(partition);
            return offset == null ? 0 : offset.offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
