package io.ringfence.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.events.wire.Topics;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    @TempDir
    Path directory;

    @Test
    void everyTopicOfTheContractIsThereWithItsPartitionsAndSettings() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory, LoopbackPort.findFree())) {
            TopicCreation.createMissing(broker.bootstrapServers());

            try (Admin admin = admin(broker)) {
                for (Topics.Definition definition : Topics.ALL) {
                    assertThat(describe(admin, definition.name()).partitions())
                            .as(definition.name())
                            .hasSize(definition.partitions());
                    assertThat(settingsOf(admin, definition.name()))
                            .as(definition.name())
                            .containsAllEntriesOf(definition.configs());
                }
            }
        }
    }

    @Test
    void makingTheTopicsAgainAfterARestartKeepsTheTopicsAndTheirRecords() throws Exception {
        String topic = Topics.ALL.get(0).name();
        Uuid idBefore;
        try (KafkaBroker broker = KafkaBroker.start(directory, LoopbackPort.findFree());
                Admin admin = admin(broker)) {
            TopicCreation.createMissing(broker.bootstrapServers());
            idBefore = describe(admin, topic).topicId();
            assertThat(send(broker, topic)).isZero();
        }

        try (KafkaBroker broker = KafkaBroker.start(directory, LoopbackPort.findFree());
                Admin admin = admin(broker)) {
            TopicCreation.createMissing(broker.bootstrapServers());

            assertThat(describe(admin, topic).topicId()).isEqualTo(idBefore);
            assertThat(send(broker, topic)).isEqualTo(1);
        }
    }

    @Test
    void aTakenPortIsNamedInTheError() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> KafkaBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                    .hasMessageContaining("Kafka");
        }
    }

    private static Admin admin(KafkaBroker broker) {
        return Admin.create(
                Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    private static TopicDescription describe(Admin admin, String topic) throws Exception {
        Map<String, TopicDescription> topics =
                admin.describeTopics(List.of(topic)).allTopicNames().get(30, TimeUnit.SECONDS);
        return requireNonNull(topics.get(topic));
    }

    private static Map<String, String> settingsOf(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(List.of(resource)).all().get(30, TimeUnit.SECONDS);
        return requireNonNull(settings.get(resource)).entries().stream()
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** Returns the record's offset; one key, so always the same partition. */
    private static long send(KafkaBroker broker, String topic) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(topic, "key", "value"))
                    .get()
                    .offset();
        }
    }
}
