package io.ringfence.axon.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A topic as such: looked at, deleted, made. Blocks, at most ten seconds a question; a failure is a Kafka exception. */
final class EventTopic {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final String name;

    EventTopic(Map<String, Object> kafka, String name) {
        this.kafka = kafka;
        this.name = name;
    }

    /** What makes a topic what it is; the id is another one each time it is made. */
    record Settings(String id, int partitions, short replication, Map<String, String> configs) {}

    /** The topic as it is now; empty if there is none. */
    Optional<Settings> find() {
        return ask(admin -> {
            KafkaFuture<Map<String, TopicDescription>> found =
                    admin.describeTopics(List.of(name)).allTopicNames();
            return isThere(found)
                    ? Optional.of(settings(admin, get(found).values().iterator().next()))
                    : Optional.empty();
        });
    }

    private Settings settings(Admin admin, TopicDescription topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<String, String> configs = new HashMap<>();
        get(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> configs.put(entry.name(), entry.value()));
        short replication = (short) topic.partitions().get(0).replicas().size();
        return new Settings(topic.topicId().toString(), topic.partitions().size(), replication, configs);
    }

    /** Deletes the topic, if it is there. */
    void delete() {
        ask(admin -> isThere(admin.deleteTopics(List.of(name)).all()));
    }

    /** Makes the topic with these settings, which gives it an id of its own. */
    void create(Settings settings) {
        NewTopic topic = new NewTopic(name, settings.partitions(), settings.replication()).configs(settings.configs());
        ask(admin -> get(admin.createTopics(List.of(topic)).all()));
    }

    /** Waits until each partition has a broker that answers for it: the controller knows a topic before its brokers do. */
    void awaitBrokers(int partitions) {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(name, number))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        ask(admin -> get(admin.listOffsets(ends).all()));
    }

    private <T> T ask(Function<Admin, T> question) {
        try (Admin admin = Admin.create(kafka)) {
            return question.apply(admin);
        }
    }

    /** Waits for the answer; false if it is that there is no such topic. */
    private static boolean isThere(KafkaFuture<?> answer) {
        try {
            get(answer);
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka did not answer within " + LIMIT, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
