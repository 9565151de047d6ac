package io.ringfence.agent;

import static io.restassured.RestAssured.get;
import static io.ringfence.agent.Facts.accept;
import static io.ringfence.agent.Facts.cidr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.ringfence.events.enforcement.EnforcementReport;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The service as it is started, over a real Kafka, writing its table to a file. */
@QuarkusTest
@TestProfile(AgentOverKafkaTest.ToFile.class)
@WithTestResource(InfrastructureResource.class)
class AgentOverKafkaTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final SecurityGroupId GROUP = new SecurityGroupId("sg-000000000000agent");

    private final String bootstrapServers = setting("kafka.bootstrap.servers");
    private final Path stateDirectory = Path.of(setting("ringfence.agent.state-directory"));

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** Without the kernel, so that it runs for anyone. */
    public static final class ToFile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ringfence.agent.host", "h1",
                    "ringfence.agent.dataplane", "file",
                    "ringfence.agent.state-directory",
                            "target/agent-state-" + ProcessHandle.current().pid());
        }
    }

    @Test
    void eventsBecomeATableAStatusAndAReport() throws Exception {
        Waiting.until(BOUND, "ready", () -> get("/q/health/ready").statusCode() == 200);

        Facts facts = new Facts();
        publish(
                facts.group(GROUP),
                facts.rules(GROUP, accept(1, Direction.INGRESS, Protocol.TCP, "4711/4711", cidr("10.0.0.0/8"))),
                facts.instance("eci-agent", GROUP, Facts.HERE, "sgagent", "10.77.0.1"));
        Waiting.until(BOUND, "rendered", () -> get("/status").asString().contains("RENDERED"));

        assertThat(Files.readString(stateDirectory.resolve("ringfence.nft"))).contains("tcp dport 4711");
        get("/status")
                .then()
                .statusCode(200)
                .body("host", equalTo("h1"))
                .body("mode", equalTo("FILE"))
                .body("state", equalTo("IN_SYNC"))
                .body("kafka.state", equalTo("RUNNING"))
                .body("kafka.lag", equalTo(0))
                .body("positions.size()", equalTo(3 * Topics.PARTITIONS))
                .body("instances.find { it.instanceId == 'eci-agent' }.state", equalTo("RENDERED"))
                .body("instances.find { it.instanceId == 'eci-agent' }.interface", equalTo("sgagent"))
                .body(
                        "groups.find { it.securityGroupId == '" + GROUP + "' }.revisions[1]",
                        equalTo("rules:" + GROUP + "@1"));
        assertThat(get("/q/metrics").asString())
                .contains("ringfence_agent_apply_seconds_count", "ringfence_agent_lag 0.0");

        EnforcementReport report = newestReport();
        assertThat(report.host()).isEqualTo(Facts.HERE);
        assertThat(report.mode()).isEqualTo(EnforcementReport.Mode.FILE);
        assertThat(report.state()).isEqualTo(EnforcementReport.State.IN_SYNC);
        assertThat(report.instances()).isEqualTo(1);
        assertThat(report.failures()).isEmpty();
    }

    private void publish(EventRecord... records) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (EventRecord record : records) {
                WireRecord wire = EventCodec.encode(record);
                String topic = Topics.of(record.envelope().aggregate().kind());
                ProducerRecord<String, byte[]> out = new ProducerRecord<>(topic, wire.key(), wire.body());
                wire.headers()
                        .forEach((name, value) -> out.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                sent.add(producer.send(out));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    /** The one with all of the instance in force; those before it are on the topic too. */
    private EnforcementReport newestReport() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
        List<EnforcementReport> reports = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.assign(IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.ENFORCEMENT_REPORTS, partition))
                    .toList());
            Waiting.until(BOUND, () -> "a report with one instance, and not " + reports, () -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    assertThat(record.key()).isEqualTo("h1");
                    reports.add(read(record.value()));
                }
                return reports.stream().anyMatch(report -> report.instances() == 1);
            });
        }
        return reports.stream()
                .filter(report -> report.instances() == 1)
                .findFirst()
                .orElseThrow();
    }

    private static EnforcementReport read(byte[] json) {
        try {
            return Json.mapper().readValue(json, EnforcementReport.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
