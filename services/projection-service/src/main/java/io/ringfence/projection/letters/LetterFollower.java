package io.ringfence.projection.letters;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.ringfence.events.wire.Topics;
import io.ringfence.projection.ProjectionSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Reads the letters' topic into rows, with its place in their transaction. The shared feed is no help here: it reads
 * events, as text, and a letter must come out as it went in, byte by byte.
 */
@ApplicationScoped
public class LetterFollower {
    private static final Logger LOG = Logger.getLogger(LetterFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int MOST = 100;

    private final ProjectionSettings settings;
    private final Map<String, Object> kafka;
    private final LetterRows rows;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "letter-follower");

    @Inject
    public LetterFollower(
            ProjectionSettings settings,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            LetterRows rows) {
        this.settings = settings;
        this.kafka = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST);
        this.rows = rows;
    }

    void start(@Observes StartupEvent event) {
        if (settings.follow()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        closing.countDown();
        thread.join(ANSWER_WITHIN.toMillis());
    }

    private void run() {
        while (!isClosing()) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)))) {
                read(admin, describe(admin));
            } catch (RuntimeException e) {
                LOG.warnf("Dead letters cannot be read: %s", e.getMessage());
                pause();
            }
        }
    }

    /** Reads until the topic is another one under the same name. */
    private void read(Admin admin, TopicDescription topic) {
        String topicId = topic.topicId().toString();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            begin(consumer, topic, await(rows.positions(topicId)));
            long checkedAt = System.nanoTime();
            while (!isClosing()) {
                keep(consumer.poll(POLL), topicId);
                if (System.nanoTime() - checkedAt > CHECK_EVERY.toNanos()) {
                    if (!describe(admin).topicId().toString().equals(topicId)) {
                        return;
                    }
                    checkedAt = System.nanoTime();
                }
            }
        }
    }

    private static void begin(
            KafkaConsumer<byte[], byte[]> consumer, TopicDescription topic, Map<Integer, Long> positions) {
        List<TopicPartition> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition.partition(), 0L)));
    }

    private void keep(ConsumerRecords<byte[], byte[]> records, String topicId) {
        if (records.isEmpty()) {
            return;
        }
        List<Letter> letters = new ArrayList<>();
        Map<Integer, Long> positions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            letters.add(Letter.of(record));
            positions.put(record.partition(), record.offset() + 1);
        }
        await(rows.store(letters, topicId, positions).replaceWith(true));
    }

    private static TopicDescription describe(Admin admin) {
        try {
            return admin.describeTopics(List.of(Topics.DEAD_LETTERS))
                    .allTopicNames()
                    .get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the topic cannot be asked for: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private static <T> T await(Uni<T> answer) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> answer.ifNoItem().after(ANSWER_WITHIN).fail());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the database did not answer as asked", e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown(); // nobody interrupts this thread but to end it
        }
    }
}
