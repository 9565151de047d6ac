package io.ringfence.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class RefusalsInAuditTest {
    private static final String EVENTS = "/v1/audit/events";
    private static final Problem LIMIT = Problem.of(ProblemCode.LIMIT_EXCEEDED, "A group has at most 200 rules")
            .limit(200, 201);

    @Inject
    DataSource database;

    private final History history = new History(ThreadLocalRandom.current().nextLong());
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Infrastructure.shared().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void a_refused_command_stands_among_the_changes_with_who_when_and_why() {
        SecurityGroupId group = history.group("web");
        Asking asking = Asking.after(history);
        Instant between = history.now().minusMillis(1500);
        refuse("id-1", group.value(), "AuthorizeRules", between);
        await(asking, 1);

        asking.ok(EVENTS)
                .body("items", hasSize(4))
                .body("items.outcome", contains("ACCEPTED", "REFUSED", "ACCEPTED", "ACCEPTED"))
                .body("items[1].at", is(Micros.format(between)))
                .body("items[1].revision", nullValue())
                .body("items[1].type", is(Outcome.REJECTED_TYPE))
                .body("items[1].commandType", is("AuthorizeRules"))
                .body("items[1].target", is(group.value()))
                .body("items[1].securityGroupId", is(group.value()))
                .body("items[1].actor", is("joe"))
                .body("items[1].channel", is("kafka"))
                .body("items[1].commandId", is("command-id-1"))
                .body("items[1].summary", is("Refused AuthorizeRules: A group has at most 200 rules"))
                .body("items[1].data.code", is("LIMIT_EXCEEDED"))
                .body("items[1].data.count", is(201))
                .body("items[1].before", empty())
                .body("items[1].after", empty());
    }

    @Test
    void refusals_are_found_as_changes_are_and_a_page_goes_on_over_both() {
        SecurityGroupId group = history.group("web");
        Asking asking = Asking.after(history);
        refuse("id-1", group.value(), "AuthorizeRules", history.now().minusMillis(500));
        refuse("id-2", "my-own-id", "RegisterInstance", history.now().plusMillis(500));
        await(asking, 2);

        asking.ok(EVENTS + "?outcome=REFUSED&securityGroupId={id}", group).body("items.data.code", hasSize(1));
        asking.ok(EVENTS + "?instanceId={id}", "my-own-id").body("items.commandType", contains("RegisterInstance"));
        asking.ok(EVENTS + "?actor=joe&channel=kafka&type=Rejected").body("items", hasSize(2));
        asking.ok(EVENTS + "?outcome=accepted").body("items", hasSize(3));
        asking.refused(400, "INVALID_PARAMETER", EVENTS + "?outcome=maybe");

        String cursor = asking.ok(EVENTS + "?limit=3")
                .body("items.outcome", contains("ACCEPTED", "ACCEPTED", "REFUSED"))
                .extract()
                .path("nextCursor");
        asking.ok(EVENTS + "?limit=3&cursor={cursor}", cursor)
                .body("items.outcome", contains("ACCEPTED", "REFUSED"))
                .body("nextCursor", nullValue());
    }

    @Test
    void a_refusal_told_twice_is_one_and_one_that_cannot_be_read_stops_nothing_and_is_kept() {
        SecurityGroupId group = history.group("web");
        Asking asking = Asking.after(history);
        send("broken", new LinkedHashMap<>(Map.of(Headers.TYPE, Outcome.REJECTED_TYPE)), "not JSON".getBytes(UTF_8));
        refuse("id-1", group.value(), "AuthorizeRules", history.now());
        refuse("id-1", group.value(), "AuthorizeRules", history.now());
        refuse("id-2", group.value(), "RevokeRules", history.now());
        await(asking, 2);

        asking.ok(EVENTS + "?outcome=REFUSED").body("items", hasSize(2));
        assertThat(new Tables(database).unreadable(Topics.COMMAND_RESULTS, "broken"))
                .startsWith("not a refusal: ")
                .contains(Outcome.REJECTED_TYPE)
                .endsWith("not JSON");
    }

    private void await(Asking asking, int refusals) {
        Waiting.until(
                Duration.ofSeconds(20),
                refusals + " refusals are in the audit",
                () -> asking.ok(EVENTS + "?outcome=REFUSED")
                                .extract()
                                .<List<Object>>path("items")
                                .size()
                        == refusals);
    }

    /** As a service tells of it. */
    private void refuse(String id, String target, String command, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                Headers.ID,
                UUID.nameUUIDFromBytes((history.account + id).getBytes(UTF_8)).toString());
        headers.put(Headers.TYPE, Outcome.REJECTED_TYPE);
        headers.put(Headers.SUBJECT, target);
        headers.put(Headers.TIME, Micros.format(at));
        headers.put(Headers.ACCOUNT, history.account.value());
        headers.put(Headers.ACTOR, "joe");
        headers.put(Headers.CHANNEL, "kafka");
        headers.put(Headers.CORRELATION_ID, "command-" + id);
        headers.put(Headers.COMMAND_TYPE, command);
        send(id, headers, Json.write(LIMIT));
    }

    private void send(String key, Map<String, String> headers, byte[] body) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.COMMAND_RESULTS, 0, key, body);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the result was not written", e);
        }
    }
}
