package io.ringfence.group;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import io.ringfence.testing.infrastructure.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Kafka door on a real broker: events out, commands in, results, dead letters. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "group_service"))
class GroupsOverKafkaTest {
    private static final String CREATE = "io.ringfence.group.CreateSecurityGroup.v1";
    private static final String MODIFY = "io.ringfence.group.ModifySecurityGroup.v1";

    private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "compression.type", "gzip", "max.request.size", 2 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void events_are_published_in_order_with_who_and_why() {
        String group = given().contentType("application/json")
                .header("Ringfence-Actor", "alice")
                .header("Idempotency-Key", "key-of-" + UUID.randomUUID())
                .body("{\"name\": \"web\"}")
                .post("/v1/security-groups")
                .path("securityGroupId");
        given().contentType("application/json").body("{\"name\": \"shop\"}").patch("/v1/security-groups/" + group);

        List<ConsumerRecord<byte[], byte[]>> events =
                read(Topics.GROUP_EVENTS, 2, record -> key(record).equals(group));

        assertThat(events)
                .extracting(record -> header(record, Headers.TYPE))
                .containsExactly(
                        "io.ringfence.group.SecurityGroupCreated.v1", "io.ringfence.group.SecurityGroupModified.v1");
        assertThat(events)
                .extracting(record -> header(record, Headers.SEQUENCE))
                .containsExactly("1", "2");
        ConsumerRecord<byte[], byte[]> created = events.get(0);
        assertThat(header(created, Headers.ACTOR)).isEqualTo("alice");
        assertThat(header(created, Headers.CHANNEL)).isEqualTo("rest");
        assertThat(header(created, Headers.SOURCE)).isEqualTo("/ringfence/group-service");
        assertThat(header(created, Headers.CORRELATION_ID)).startsWith("key-of-");
    }

    @Test
    void a_command_in_binary_mode_is_decided_and_answered() throws IOException {
        String id = UUID.randomUUID().toString();

        send(null, binary(id, CREATE), "{\"name\": \"from kafka\"}");

        ConsumerRecord<byte[], byte[]> result = result(id);
        assertThat(header(result, Headers.TYPE)).isEqualTo(Outcome.ACCEPTED_TYPE);
        assertThat(header(result, Headers.CORRELATION_ID)).isEqualTo(id);
        assertThat(Json.mapper().readTree(result.value()).get("revision").asInt())
                .isEqualTo(1);
        String group =
                Json.mapper().readTree(result.value()).get("securityGroupId").asText();
        ConsumerRecord<byte[], byte[]> event =
                read(Topics.GROUP_EVENTS, 1, r -> key(r).equals(group)).get(0);
        assertThat(header(event, Headers.CHANNEL)).isEqualTo("kafka");
        assertThat(header(event, Headers.ACTOR)).isEqualTo("carol");
    }

    @Test
    void a_command_in_structured_mode_is_decided_and_answered() {
        String id = UUID.randomUUID().toString();

        send(
                null,
                Map.of("content-type", "application/cloudevents+json; charset=utf-8"),
                "{\"specversion\": \"1.0\", \"id\": \"" + id + "\", \"source\": \"/test\", \"type\": \"" + CREATE
                        + "\", \"data\": {\"name\": \"structured\"}}");

        assertThat(header(result(id), Headers.TYPE)).isEqualTo(Outcome.ACCEPTED_TYPE);
    }

    @Test
    void a_command_that_comes_again_has_the_same_result_and_no_second_effect() {
        String id = UUID.randomUUID().toString();
        send("k", binary(id, CREATE), "{\"name\": \"twice\"}");
        send("k", binary(id, CREATE), "{\"name\": \"twice\"}");

        List<ConsumerRecord<byte[], byte[]>> results = read(Topics.COMMAND_RESULTS, 2, r -> key(r).equals(id));

        assertThat(results.get(1).value()).isEqualTo(results.get(0).value());
        assertThat(header(results.get(1), Headers.ID)).isEqualTo(header(results.get(0), Headers.ID));
    }

    @Test
    void a_refused_command_is_answered_with_the_problem_that_rest_would_give() throws IOException {
        String unknown = UUID.randomUUID().toString();
        String invalid = UUID.randomUUID().toString();
        send("sg-00000000000000000", binary(unknown, MODIFY), "{\"name\": \"web\"}");
        send(null, binary(invalid, CREATE), "{\"nmae\": \"web\"}");

        assertThat(problem(result(unknown)).code()).isEqualTo(ProblemCode.SECURITY_GROUP_NOT_FOUND);
        assertThat(problem(result(invalid)).parameter()).isEqualTo("nmae");
    }

    @Test
    void commands_of_one_key_are_decided_in_their_order() throws IOException {
        String create = UUID.randomUUID().toString();
        send(null, binary(create, CREATE), "{\"name\": \"ordered\"}");
        SecurityGroupId group = new SecurityGroupId(Json.mapper()
                .readTree(result(create).value())
                .get("securityGroupId")
                .asText());
        List<String> ids =
                IntStream.range(0, 20).mapToObj(i -> i + "-" + create).toList();

        ids.forEach(id -> send(group.value(), binary(id, MODIFY), "{\"name\": \"name " + id + "\"}"));

        for (int i = 0; i < ids.size(); i++) {
            assertThat(Json.mapper()
                            .readTree(result(ids.get(i)).value())
                            .get("revision")
                            .asInt())
                    .isEqualTo(i + 2);
        }
    }

    @Test
    void what_is_no_command_and_has_an_id_is_refused_by_name_and_those_behind_it_go_on() throws IOException {
        String key = UUID.randomUUID().toString();
        String broken = refusedFor(key, binary("broken-" + key, CREATE), "{\"name\": ");
        String empty = refusedFor(key, binary("empty-" + key, CREATE), null);
        String unknown = refusedFor(key, binary("unknown-" + key, "io.ringfence.group.PaintGroup.v1"), "{}");
        String elsewhere = refusedFor(key, binary("elsewhere-" + key, "io.ringfence.rule.AuthorizeRules.v1"), "{}");
        String large = refusedFor(key, binary("large-" + key, CREATE), "{\"name\": \"" + "x".repeat(1 << 20) + "\"}");
        String keyless = refusedFor(null, binary("keyless-" + key, MODIFY), "{\"name\": \"web\"}");
        String behind = "behind-" + key;
        send(key, binary(behind, CREATE), "{\"name\": \"behind\"}");

        assertThat(header(result(behind), Headers.TYPE)).isEqualTo(Outcome.ACCEPTED_TYPE);
        assertThat(problem(result(broken)).code()).isEqualTo(ProblemCode.MALFORMED_JSON);
        assertThat(problem(result(empty)).code()).isEqualTo(ProblemCode.MALFORMED_JSON);
        assertThat(problem(result(unknown)).code()).isEqualTo(ProblemCode.UNKNOWN_COMMAND_TYPE);
        assertThat(problem(result(elsewhere)).detail()).contains(Topics.RULE_COMMANDS);
        assertThat(problem(result(large)).code()).isEqualTo(ProblemCode.PAYLOAD_TOO_LARGE);
        assertThat(problem(result(keyless)).parameter()).isEqualTo("key");
    }

    @Test
    void another_accounts_group_is_as_unknown_as_one_that_is_not_there() throws IOException {
        String create = UUID.randomUUID().toString();
        send(null, binary(create, CREATE), "{\"name\": \"mine\"}");
        String group = Json.mapper()
                .readTree(result(create).value())
                .get("securityGroupId")
                .asText();
        Map<String, String> stranger = new HashMap<>(binary("stranger-" + create, MODIFY));
        stranger.put(Headers.ACCOUNT, "stranger");

        send(group, stranger, "{\"name\": \"yours\"}");

        ConsumerRecord<byte[], byte[]> answer = result("stranger-" + create);
        assertThat(problem(answer).code()).isEqualTo(ProblemCode.SECURITY_GROUP_NOT_FOUND);
        assertThat(header(answer, Headers.ACCOUNT)).isEqualTo("stranger");
    }

    @Test
    void what_nobody_could_be_told_of_is_kept_with_its_reason_and_those_behind_it_go_on() {
        String key = UUID.randomUUID().toString();
        String behind = UUID.randomUUID().toString();
        send(key, Map.of("found", "in the mail"), "{\"name\": ");
        send(key, Map.of(Headers.SOURCE, "/test", Headers.SPEC_VERSION, "1.0", Headers.TYPE, CREATE), "{}");
        send(key, Map.of("content-type", "application/cloudevents+json"), null);
        send(key, binary(behind, CREATE), "{\"name\": \"behind\"}");

        assertThat(header(result(behind), Headers.TYPE)).isEqualTo(Outcome.ACCEPTED_TYPE);
        List<ConsumerRecord<byte[], byte[]>> letters = read(Topics.DEAD_LETTERS, 3, r -> key(r).equals(key));
        assertThat(letters.get(0).value()).asString().isEqualTo("{\"name\": ");
        assertThat(header(letters.get(0), "found")).isEqualTo("in the mail");
        assertThat(header(letters.get(0), Headers.DEAD_REASON)).contains("JSON");
        assertThat(header(letters.get(0), Headers.DEAD_TOPIC)).isEqualTo(Topics.GROUP_COMMANDS);
        assertThat(header(letters.get(1), Headers.DEAD_REASON)).contains(Headers.ID);
        assertThat(letters.get(2).value()).isNull();
    }

    @Test
    void how_far_behind_the_service_is_can_be_seen() {
        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics).contains("ringfence_consumer_lag{topic=\"" + Topics.GROUP_COMMANDS + "\"");
    }

    /** Sends it, and gives its id back. */
    private String refusedFor(@Nullable String key, Map<String, String> headers, @Nullable String body) {
        send(key, headers, body);
        return headers.getOrDefault(Headers.ID, "");
    }

    private static Map<String, String> binary(String id, String type) {
        return Map.of(
                Headers.SPEC_VERSION,
                "1.0",
                Headers.ID,
                id,
                Headers.SOURCE,
                "/test",
                Headers.TYPE,
                type,
                Headers.ACTOR,
                "carol",
                Headers.CONTENT_TYPE,
                "application/json");
    }

    private void send(@Nullable String key, Map<String, String> headers, @Nullable String body) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.GROUP_COMMANDS, key == null ? null : bytes(key), body == null ? null : bytes(body));
        headers.forEach((name, value) -> record.headers().add(name, bytes(value)));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private ConsumerRecord<byte[], byte[]> result(String commandId) {
        return read(Topics.COMMAND_RESULTS, 1, record -> key(record).equals(commandId))
                .get(0);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(
            String topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (TopicReader reader = new TopicReader(bootstrapServers, topic)) {
            return reader.await(count, wanted);
        }
    }

    private static Problem problem(ConsumerRecord<byte[], byte[]> result) throws IOException {
        assertThat(header(result, Headers.TYPE)).isEqualTo(Outcome.REJECTED_TYPE);
        return Json.mapper().readValue(result.value(), Problem.class);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
