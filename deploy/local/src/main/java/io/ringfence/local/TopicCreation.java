package io.ringfence.local;

import io.ringfence.events.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes every topic of the contract with its partitions and settings, before anything produces. Topics that exist are
 * left exactly as they are, so it can run at every start.
 */
public final class TopicCreation {
    private static final short BROKER_DEFAULT = -1;
    private static final long LIMIT_S = 60;

    private TopicCreation() {}

    /** Takes the bootstrap servers as its one argument; ends when every topic is there. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: TopicCreation BOOTSTRAP_SERVERS");
            System.exit(2);
        }
        createMissing(arguments[0]);
    }

    /**
     * Makes the topics of {@link Topics#ALL} that are not there; their replication is the cluster's default. Returns when
     * each partition has a broker that answers for it: what an idempotent producer sends before that can stay behind what it
     * sends after it, and then Kafka refuses it as out of order until the producer gives up.
     */
    public static void createMissing(String bootstrapServers) {
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            List<NewTopic> topics =
                    Topics.ALL.stream().map(TopicCreation::newTopic).toList();
            Map<String, KafkaFuture<Void>> creations =
                    admin.createTopics(topics).values();
            Map<TopicPartition, OffsetSpec> ends = topics.stream()
                    .filter(topic -> isMade(topic.name(), Objects.requireNonNull(creations.get(topic.name()))))
                    .flatMap(TopicCreation::partitions)
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            awaitAnswers(admin, ends);
        }
    }

    private static Stream<TopicPartition> partitions(NewTopic topic) {
        return IntStream.range(0, topic.numPartitions()).mapToObj(number -> new TopicPartition(topic.name(), number));
    }

    private static void awaitAnswers(Admin admin, Map<TopicPartition, OffsetSpec> ends) {
        try {
            admin.listOffsets(ends).all().get(LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no broker answers for all topics that were made", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "no broker answered within " + LIMIT_S + " s for all topics that were made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the topics that were made", e);
        }
    }

    private static NewTopic newTopic(Topics.Definition definition) {
        return new NewTopic(definition.name(), definition.partitions(), BROKER_DEFAULT).configs(definition.configs());
    }

    /** Waits until it is there; whether it was not before. */
    private static boolean isMade(String topic, KafkaFuture<Void> creation) {
        try {
            creation.get(LIMIT_S, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topic " + topic + " could not be made", e.getCause());
            }
            return false;
        } catch (TimeoutException e) {
            throw new IllegalStateException("topic " + topic + " was not made within " + LIMIT_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topic " + topic, e);
        }
    }
}
