package io.ringfence.rule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule commands as CloudEvents, their outcomes, and what becomes of records that are no commands. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "rule_service"))
class RuleCommandsOverKafkaTest {
    private static final String SOURCE = "/tests/rules";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    private KafkaRecords kafka;
    private GroupTopic groups;

    @BeforeEach
    void connect() {
        kafka = new KafkaRecords(bootstrapServers);
        groups = new GroupTopic(kafka);
    }

    @AfterEach
    void disconnect() {
        kafka.close();
    }

    @Test
    void rulesAreAuthorizedModifiedAndRevokedByCommandsInBinaryMode() {
        SecurityGroupId group = groups.newGroup();

        JsonNode authorized = accepted(send(CommandType.AUTHORIZE_RULES, group, http(80)));
        assertThat(authorized.path("revision").asLong()).isEqualTo(2);
        String rule = authorized.at("/rules/0/ruleId").asText();

        JsonNode modified = accepted(
                send(CommandType.MODIFY_RULE, group, "{\"ruleId\": \"" + rule + "\", \"portRange\": \"81/81\"}"));
        assertThat(modified.at("/rule/portRange").asText()).isEqualTo("81/81");

        JsonNode revoked = accepted(send(CommandType.REVOKE_RULES, group, "{\"ruleIds\": [\"" + rule + "\"]}"));
        assertThat(revoked.path("revision").asLong()).isEqualTo(4);
        assertThat(revoked.at("/ruleIds/0").asText()).isEqualTo(rule);
    }

    @Test
    void rulesAreAuthorizedByACommandInStructuredMode() {
        SecurityGroupId group = groups.newGroup();
        String id = UUID.randomUUID().toString();
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0")
                .put("id", id)
                .put("source", SOURCE)
                .put("type", CommandType.AUTHORIZE_RULES.wireName())
                .put("datacontenttype", Headers.JSON)
                .set("data", Json.readObject(http(80).getBytes(StandardCharsets.UTF_8)));

        kafka.send(
                Topics.RULE_COMMANDS,
                new WireRecord(group.value(), Map.of(Headers.CONTENT_TYPE, Headers.STRUCTURED), Json.write(event)));

        assertThat(accepted(id).path("revision").asLong()).isEqualTo(2);
    }

    @Test
    void theEventSaysWhoAskedAndThroughWhichDoor() {
        SecurityGroupId group = groups.newGroup();

        String id = send(CommandType.AUTHORIZE_RULES, group, http(80));

        WireRecord event = kafka.await(Topics.RULE_EVENTS, "the event", KafkaRecords.correlatedTo(id));
        assertThat(event.headers())
                .containsEntry(Headers.CHANNEL, "kafka")
                .containsEntry(Headers.ACTOR, "a program")
                .containsEntry(Headers.ACCOUNT, "default");
    }

    @Test
    void aRefusalIsTheSameProblemAsOverRest() {
        SecurityGroupId group = groups.newGroup();
        String revokeUnknown = "{\"ruleIds\": [\"sgr-00000000000000000\"]}";

        WireRecord result = result(send(CommandType.REVOKE_RULES, group, revokeUnknown));

        assertThat(result.headers()).containsEntry(Headers.TYPE, Outcome.REJECTED_TYPE);
        String overRest = given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(revokeUnknown)
                .post("/v1/security-groups/{id}/rules:revoke", group.value())
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertThat(Json.readObject(result.body()))
                .isEqualTo(Json.readObject(overRest.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void badInputIsAResultAndNotADeadLetter() {
        SecurityGroupId group = groups.newGroup();

        WireRecord result = result(send(CommandType.AUTHORIZE_RULES, group, "{\"rules\": [{\"prot\": \"tcp\"}]}"));

        assertThat(result.headers()).containsEntry(Headers.TYPE, Outcome.REJECTED_TYPE);
        JsonNode problem = Json.readObject(result.body());
        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.path("parameter").asText()).isEqualTo("rules[0].prot");
    }

    @Test
    void aPrefixListIsCreatedNamedByARuleModifiedAndDeleted() {
        SecurityGroupId group = groups.newGroup();
        String id = UUID.randomUUID().toString();
        kafka.send(
                Topics.RULE_COMMANDS,
                command(
                        id,
                        CommandType.CREATE_PREFIX_LIST,
                        id,
                        "{\"name\": \"office\", \"addressFamily\": \"IPV4\", \"maxEntries\": 5}"));
        String list = accepted(id).path("prefixListId").asText();

        accepted(send(
                CommandType.AUTHORIZE_RULES,
                group,
                "{\"rules\": [{\"direction\": \"INGRESS\", \"protocol\": \"all\", \"prefixListId\": \"" + list
                        + "\"}]}"));
        JsonNode modified =
                accepted(send(CommandType.MODIFY_PREFIX_LIST, list, "{\"entries\": [{\"cidr\": \"192.0.2.0/24\"}]}"));
        assertThat(modified.path("revision").asLong()).isEqualTo(2);

        JsonNode refused = Json.readObject(
                result(send(CommandType.DELETE_PREFIX_LIST, list, "{}")).body());
        assertThat(refused.path("code").asText()).isEqualTo("PREFIX_LIST_IN_USE");
        assertThat(refused.at("/blockers/0/securityGroupId").asText()).isEqualTo(group.value());
    }

    @Test
    void aCommandThatComesTwiceHasOneEffectAndTheSameResult() {
        SecurityGroupId group = groups.newGroup();
        String id = UUID.randomUUID().toString();
        WireRecord command = command(id, CommandType.AUTHORIZE_RULES, group.value(), http(80));

        kafka.send(Topics.RULE_COMMANDS, command);
        kafka.send(Topics.RULE_COMMANDS, command);

        List<WireRecord> results = kafka.await(Topics.COMMAND_RESULTS, "two results", KafkaRecords.correlatedTo(id), 2);
        assertThat(Json.readObject(results.get(0).body()))
                .isEqualTo(Json.readObject(results.get(1).body()));
        assertThat(accepted(send(CommandType.AUTHORIZE_RULES, group, http(81)))
                        .path("revision")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void commandsOfOneKeyAreDecidedInTheirOrder() {
        SecurityGroupId group = groups.newGroup();

        List<String> ids = IntStream.rangeClosed(1, 20)
                .mapToObj(port -> send(CommandType.AUTHORIZE_RULES, group, http(port)))
                .toList();

        for (int i = 0; i < ids.size(); i++) {
            assertThat(accepted(ids.get(i)).path("revision").asLong()).isEqualTo(2 + i);
        }
    }

    @Test
    void aRecordThatIsNoCommandIsADeadLetterAndTheNextCommandIsAnswered() {
        SecurityGroupId group = groups.newGroup();
        String marker = UUID.randomUUID().toString();
        byte[] bytes = ("not JSON " + marker).getBytes(StandardCharsets.UTF_8);

        kafka.send(Topics.RULE_COMMANDS, new WireRecord(group.value(), Map.of("x-origin", marker), bytes));
        String next = send(CommandType.AUTHORIZE_RULES, group, http(80));

        assertThat(accepted(next).path("revision").asLong()).isEqualTo(2);
        WireRecord letter = kafka.await(
                Topics.DEAD_LETTERS,
                "the dead letter",
                record -> marker.equals(record.headers().get("x-origin")));
        assertThat(letter.key()).isEqualTo(group.value());
        assertThat(letter.body()).isEqualTo(bytes);
        assertThat(letter.headers())
                .containsEntry(Headers.DEAD_TOPIC, Topics.RULE_COMMANDS)
                .containsKeys(Headers.DEAD_PARTITION, Headers.DEAD_OFFSET);
        assertThat(letter.headers().get(Headers.DEAD_REASON)).isNotBlank();
    }

    private String send(CommandType type, SecurityGroupId group, String data) {
        return send(type, group.value(), data);
    }

    private String send(CommandType type, String key, String data) {
        String id = UUID.randomUUID().toString();
        kafka.send(Topics.RULE_COMMANDS, command(id, type, key, data));
        return id;
    }

    private static WireRecord command(String id, CommandType type, String key, String data) {
        Map<String, String> headers = Map.of(
                Headers.SPEC_VERSION,
                "1.0",
                Headers.ID,
                id,
                Headers.SOURCE,
                SOURCE,
                Headers.TYPE,
                type.wireName(),
                Headers.ACTOR,
                "a program",
                Headers.CONTENT_TYPE,
                Headers.JSON);
        return new WireRecord(key, headers, data.getBytes(StandardCharsets.UTF_8));
    }

    private static String http(int port) {
        return "{\"rules\": [{\"direction\": \"INGRESS\", \"protocol\": \"tcp\", \"portRange\": \"" + port + "/" + port
                + "\", \"cidr\": \"10.0.0.0/8\"}]}";
    }

    private WireRecord result(String commandId) {
        return kafka.await(Topics.COMMAND_RESULTS, "the result of " + commandId, KafkaRecords.correlatedTo(commandId));
    }

    private JsonNode accepted(String commandId) {
        WireRecord result = result(commandId);
        assertThat(result.headers()).containsEntry(Headers.TYPE, Outcome.ACCEPTED_TYPE);
        return Json.readObject(result.body());
    }
}
