package io.ringfence.group;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.ringfence.events.DomainEvent;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeleted;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRejected;
import io.ringfence.events.group.SecurityGroupEvent.SecurityGroupDeletionRequested;
import io.ringfence.events.instance.MembershipEvent.MembershipClosed;
import io.ringfence.events.instance.MembershipEvent.MembershipStillHeld;
import io.ringfence.events.problem.Blocker;
import io.ringfence.events.rule.RuleSetEvent.ReferencesClosed;
import io.ringfence.events.rule.RuleSetEvent.ReferencesStillHeld;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Envelope;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.EventTopics;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import io.ringfence.testing.infrastructure.TopicReader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deletion of a group by both doors, with the other services' answers as they come over Kafka. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "group_service"))
class DeletionDoorsTest {
    private static final String GROUPS = "/v1/security-groups/";

    private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
    private final EventTopics kafka = new EventTopics(bootstrapServers);
    private final AgroalDataSource source;
    private SecurityGroupId group = new SecurityGroupId("sg-00000000000000000");

    @Inject
    DeletionDoorsTest(AgroalDataSource source) {
        this.source = source;
    }

    @BeforeEach
    void create() {
        group = new SecurityGroupId(given().contentType("application/json")
                .body("{\"name\": \"web\"}")
                .post("/v1/security-groups")
                .path("securityGroupId"));
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void with_everybodys_consent_the_group_is_gone_and_unknown_from_then_on() {
        String key = UUID.randomUUID().toString();
        CompletableFuture<ValidatableResponse> deletion = deleting(key);
        CompletableFuture<ValidatableResponse> joining =
                deleting(UUID.randomUUID().toString());
        Waiting.until(Duration.ofSeconds(20), "both deletions wait for one attempt", () -> pending() == 2);
        requested(2);

        answered(new ReferencesClosed(group, 2), 2);
        answered(new MembershipClosed(group, 2), 2);

        deletion.join().statusCode(204).header("ETag", "\"3\"").header("Ringfence-At-Least", "group:" + group + "@3");
        joining.join().statusCode(204);
        assertThat(kafka.await(AggregateRef.group(group), 3).event()).isEqualTo(new SecurityGroupDeleted(group, 2));
        delete(key).statusCode(204);
        delete(UUID.randomUUID().toString()).statusCode(404).body("code", equalTo("SECURITY_GROUP_NOT_FOUND"));
        given().contentType("application/json")
                .body("{\"name\": \"shop\"}")
                .patch(GROUPS + group)
                .then()
                .statusCode(404)
                .body("code", equalTo("SECURITY_GROUP_NOT_FOUND"));
    }

    @Test
    void what_stands_in_the_way_is_named_and_the_next_attempt_is_a_new_one() {
        Blocker rule = new Blocker(Blocker.Kind.RULE, "sgr-one", new SecurityGroupId("sg-otherotherother00"));
        Blocker instance = new Blocker(Blocker.Kind.INSTANCE, "eci-one", group);
        CompletableFuture<ValidatableResponse> deletion =
                deleting(UUID.randomUUID().toString());
        requested(2);

        answered(new MembershipStillHeld(group, 2, List.of(instance), 1), 2);
        answered(new ReferencesStillHeld(group, 2, List.of(rule), 30), 2);

        deletion.join()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("SECURITY_GROUP_IN_USE"))
                .body("detail", containsString("delete its instances"))
                .body("count", equalTo(31))
                .body("blockers.id", containsInAnyOrder("sgr-one", "eci-one"))
                .body("blockers.kind", containsInAnyOrder("RULE", "INSTANCE"));
        assertThat(kafka.await(AggregateRef.group(group), 3).event())
                .isEqualTo(new SecurityGroupDeletionRejected(group, 2, List.of(rule, instance), 31));

        CompletableFuture<ValidatableResponse> again =
                deleting(UUID.randomUUID().toString());
        requested(4);
        answered(new MembershipClosed(group, 2), 3);
        answered(new MembershipClosed(group, 4), 4);
        answered(new ReferencesClosed(group, 4), 3);
        again.join().statusCode(204);
    }

    @Test
    void while_it_runs_on_the_answer_says_where_to_look_and_later_what_came_of_it() {
        String key = UUID.randomUUID().toString();

        delete(key)
                .statusCode(202)
                .header("Location", containsString(GROUPS + group))
                .body("securityGroupId", equalTo(group.value()))
                .body("revision", equalTo(2));
        answered(new ReferencesClosed(group, 2), 2);
        answered(new MembershipClosed(group, 2), 2);

        assertThat(kafka.await(AggregateRef.group(group), 3).event()).isEqualTo(new SecurityGroupDeleted(group, 2));
        delete(key).statusCode(204);
    }

    @Test
    void over_kafka_a_deletion_has_one_result_which_says_how_it_ended() throws IOException {
        String id = "delete-" + group;
        kafka.send(
                Topics.GROUP_COMMANDS,
                new WireRecord(
                        group.value(),
                        Map.of(
                                Headers.SPEC_VERSION,
                                "1.0",
                                Headers.ID,
                                id,
                                Headers.SOURCE,
                                "/test",
                                Headers.TYPE,
                                CommandType.DELETE_SECURITY_GROUP.wireName(),
                                Headers.CONTENT_TYPE,
                                Headers.JSON),
                        "{}".getBytes(StandardCharsets.UTF_8)));
        requested(2);

        answered(new MembershipClosed(group, 2), 2);
        answered(new ReferencesClosed(group, 2), 2);

        try (TopicReader results = new TopicReader(bootstrapServers, Topics.COMMAND_RESULTS)) {
            List<ConsumerRecord<byte[], byte[]>> found = results.await(
                    1, record -> record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(id));
            assertThat(found).hasSize(1);
            assertThat(new String(
                            found.get(0).headers().lastHeader(Headers.TYPE).value(), StandardCharsets.UTF_8))
                    .isEqualTo(Outcome.ACCEPTED_TYPE);
            assertThat(Json.mapper()
                            .readTree(found.get(0).value())
                            .get("revision")
                            .asInt())
                    .isEqualTo(3);
        }
    }

    /** Publishes an answer twice, as Kafka may deliver it. */
    private void answered(DomainEvent answer, long revision) {
        Envelope envelope = kafka.publish(answer, revision);
        kafka.publish(envelope, answer);
    }

    private void requested(long revision) {
        assertThat(kafka.await(AggregateRef.group(group), revision).event())
                .isEqualTo(new SecurityGroupDeletionRequested(group));
    }

    private int pending() {
        try (Connection connection = source.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from command_ledger where pending_on = ?")) {
            count.setString(1, "group:" + group + "@2");
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<ValidatableResponse> deleting(String key) {
        return CompletableFuture.supplyAsync(() -> delete(key));
    }

    private ValidatableResponse delete(String key) {
        return given().header("Idempotency-Key", key).delete(GROUPS + group).then();
    }
}
