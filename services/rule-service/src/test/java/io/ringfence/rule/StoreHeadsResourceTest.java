package io.ringfence.rule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.ringfence.events.proof.EventChain;
import io.ringfence.events.proof.Hash;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The store's hashes over REST, and those of the topic beside them. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "rule_service"))
class StoreHeadsResourceTest {
    private static final String HEADS = "/internal/heads";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    @Test
    void theHashesOfTheStoreAreThoseOfTheTopic() {
        String list = create();
        given().contentType("application/json")
                .body("{\"name\": \"B\u00fcros\"}")
                .patch("/v1/prefix-lists/{id}", list)
                .then()
                .statusCode(200);
        AggregateRef aggregate = AggregateRef.parse("prefix-list:" + list);
        List<Hash> hashes = hashesInKafka(aggregate, 2);

        List<JsonNode> revisions = lines(given().queryParam("aggregate", aggregate.toString()));
        assertThat(revisions).hasSize(3);
        for (int i = 0; i < 2; i++) {
            JsonNode line = revisions.get(i);
            assertThat(line.get("aggregate").asText()).isEqualTo(aggregate.toString());
            assertThat(line.get("revision").asLong()).isEqualTo(i + 1);
            assertThat(line.get("hash").asText()).isEqualTo(hashes.get(i).toString());
            assertThat(line.get("content").asText()).matches("[0-9a-f]{64}");
            assertThat(line.get("globalIndex").isIntegralNumber()).isTrue();
        }
        assertThat(revisions.get(2)).hasToString("{\"end\":true,\"aggregates\":1,\"events\":2}");

        String last = revisions.get(1).get("occurredAt").asText();
        assertThat(lines(given()))
                .anySatisfy(line -> assertThat(line)
                        .hasToString("{\"aggregate\":\"" + aggregate + "\",\"revision\":2,\"hash\":\"" + hashes.get(1)
                                + "\",\"occurredAt\":\"" + last + "\"}"));
        String first = revisions.get(0).get("occurredAt").asText();
        assertThat(lines(given().queryParam("until", first)))
                .anySatisfy(line -> assertThat(line)
                        .hasToString("{\"aggregate\":\"" + aggregate + "\",\"revision\":1,\"hash\":\"" + hashes.get(0)
                                + "\",\"occurredAt\":\"" + first + "\"}"));
    }

    @Test
    void theLastLineCountsThoseBefore() {
        create();

        List<JsonNode> lines = lines(given());

        JsonNode end = lines.get(lines.size() - 1);
        assertThat(end.get("end").asBoolean()).isTrue();
        assertThat(end.get("aggregates").asInt()).isEqualTo(lines.size() - 1);
        assertThat(lines.subList(0, lines.size() - 1).stream()
                        .mapToLong(line -> line.get("revision").asLong())
                        .sum())
                .isEqualTo(end.get("events").asLong());
    }

    @Test
    void whatIsNotAskedForAsItMustIsRefused() {
        refused("until", "yesterday", "INVALID_PARAMETER");
        refused("aggregate", "sg-1", "INVALID_PARAMETER");
        refused("untill", "2026-11-24T10:03:00.000000Z", "UNKNOWN_PARAMETER");
    }

    private static void refused(String parameter, String value, String code) {
        given().queryParam(parameter, value)
                .get(HEADS)
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("parameter", equalTo(parameter));
    }

    private static String create() {
        return given().contentType("application/json")
                .body("{\"name\": \"office\", \"addressFamily\": \"IPV4\", \"maxEntries\": 2, \"entries\": []}")
                .post("/v1/prefix-lists")
                .then()
                .statusCode(201)
                .extract()
                .path("prefixListId");
    }

    private List<Hash> hashesInKafka(AggregateRef aggregate, int count) {
        List<Hash> hashes = new ArrayList<>();
        Hash hash = EventChain.start(aggregate);
        try (KafkaRecords kafka = new KafkaRecords(bootstrapServers)) {
            String what = "the events of " + aggregate;
            for (WireRecord record :
                    kafka.await(Topics.RULE_EVENTS, what, each -> each.key().equals(aggregate.id()), count)) {
                hash = EventChain.next(hash, EventChain.content(record));
                hashes.add(hash);
            }
        }
        return hashes;
    }

    private static List<JsonNode> lines(RequestSpecification request) {
        return request.get(HEADS)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .lines()
                .map(StoreHeadsResourceTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
