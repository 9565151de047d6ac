package io.ringfence.feed;

import io.ringfence.events.wire.EventType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a feed reads and how.
 *
 * @param clientId names the reader in the broker's log
 * @param types the only types of event that it brings, of whatever version, others being passed over unread; empty for all
 * @param maxRecords the most records that one poll brings, 1 or more
 * @param gather how long the feed rests after a poll that brought more than one record and not a great many, so that a
 *     busy time makes fewer and larger batches; zero for a reader that must hear of each record at once
 * @param checkEvery how often the topics' ids are asked for
 * @param retryAfter how long to wait after Kafka did not answer
 * @param requestTimeout how long Kafka has to answer one question
 */
public record FeedSettings(
        String bootstrapServers,
        String clientId,
        Set<String> topics,
        Set<String> types,
        int maxRecords,
        Duration gather,
        Duration checkEvery,
        Duration retryAfter,
        Duration requestTimeout) {
    public FeedSettings {
        topics = Set.copyOf(topics);
        types = Set.copyOf(types);
    }

    /** The defaults: 2,000 records, no rest, ids every 5 s, another try after 500 ms, 4 s for an answer. */
    public static FeedSettings of(String bootstrapServers, String clientId, Set<String> topics) {
        return new FeedSettings(
                bootstrapServers,
                clientId,
                topics,
                Set.of(),
                2_000,
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(4));
    }

    /** The same, bringing at the most so many records in one poll. */
    public FeedSettings withMaxRecords(int records) {
        return with(types, records, gather);
    }

    /** The same, bringing events of these types alone: for a reader that wants a few of a busy topic. */
    public FeedSettings withTypes(Set<EventType> wanted) {
        return with(
                wanted.stream().map(type -> type.event()).collect(Collectors.toUnmodifiableSet()), maxRecords, gather);
    }

    /** The same, resting so long after each small batch. */
    public FeedSettings withGather(Duration rest) {
        return with(types, maxRecords, rest);
    }

    private FeedSettings with(Set<String> wanted, int records, Duration rest) {
        return new FeedSettings(
                bootstrapServers, clientId, topics, wanted, records, rest, checkEvery, retryAfter, requestTimeout);
    }

    Map<String, Object> forConsumer() {
        Map<String, Object> properties = forAnyClient();
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(requestTimeout));
        return properties;
    }

    Map<String, Object> forAdmin() {
        Map<String, Object> properties = forAnyClient();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(requestTimeout.dividedBy(2)));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(requestTimeout));
        return properties;
    }

    private Map<String, Object> forAnyClient() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, millis(retryAfter));
        return properties;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
