package io.ringfence.projection.follow;

import java.time.Duration;
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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Hands the records of one topic to a sink, in the order of each partition, for ever: what goes wrong is logged and begun
 * again at the places that the sink names. The shared feed is no help here: it reads events, as text, and these records
 * must come out as they went in, byte by byte.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int MOST = 100;
    private static final int MOST_GATHERED = 1_000;
    private static final int ENOUGH_BYTES = 1 << 20;

    private final String topic;
    private final Map<String, Object> kafka;
    private final Sink sink;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** Where records go. Called on the follower's thread. */
    public interface Sink {
        /**
         * Told before the first record of a topic, and again after every failure.
         *
         * @param ends of the partitions as they are now: what is before them is not news
         * @return the offsets to begin at by partition; one that is missing begins at its start
         */
        Map<Integer, Long> begin(String topicId, Map<Integer, Long> ends);

        /** Takes in some records, at least one; what it throws begins the topic again. */
        void keep(ConsumerRecords<byte[], byte[]> records, String topicId);
    }

    /**
     * Hands over what is there at once.
     *
     * @param name of the thread
     */
    public TopicFollower(String name, String bootstrapServers, String topic, Sink sink) {
        this(name, topic, sink, settings(bootstrapServers, MOST, Map.of()));
    }

    private TopicFollower(String name, String topic, Sink sink, Map<String, Object> kafka) {
        this.topic = topic;
        this.kafka = kafka;
        this.sink = sink;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** One that waits so long for more, where there is much of which little matters. */
    public static TopicFollower gathering(
            Duration gather, String name, String bootstrapServers, String topic, Sink sink) {
        Map<String, Object> lazily = Map.of(
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                ENOUGH_BYTES,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(gather.toMillis()));
        return new TopicFollower(name, topic, sink, settings(bootstrapServers, MOST_GATHERED, lazily));
    }

    private static Map<String, Object> settings(String bootstrapServers, int most, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        return settings;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosing()) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)))) {
                read(admin, describe(admin));
            } catch (RuntimeException e) {
                LOG.warnf("%s cannot be read: %s", topic, e.getMessage());
                pause();
            }
        }
    }

    /** Reads until the topic is another one under the same name. */
    private void read(Admin admin, TopicDescription description) {
        String topicId = description.topicId().toString();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            begin(consumer, description);
            long checkedAt = System.nanoTime();
            while (!isClosing()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    sink.keep(records, topicId);
                }
                if (System.nanoTime() - checkedAt > CHECK_EVERY.toNanos()) {
                    if (!describe(admin).topicId().toString().equals(topicId)) {
                        return;
                    }
                    checkedAt = System.nanoTime();
                }
            }
        }
    }

    private void begin(KafkaConsumer<byte[], byte[]> consumer, TopicDescription description) {
        List<TopicPartition> partitions = description.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<Integer, Long> ends = new HashMap<>();
        consumer.endOffsets(partitions).forEach((partition, end) -> ends.put(partition.partition(), end));
        Map<Integer, Long> starts = sink.begin(description.topicId().toString(), ends);
        partitions.forEach(partition -> consumer.seek(partition, starts.getOrDefault(partition.partition(), 0L)));
    }

    private TopicDescription describe(Admin admin) {
        try {
            return admin.describeTopics(List.of(topic))
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

    /** Ends after the records at hand, or after ten seconds. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(ANSWER_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
