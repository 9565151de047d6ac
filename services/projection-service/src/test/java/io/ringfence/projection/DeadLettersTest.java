package io.ringfence.projection;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import io.ringfence.testing.infrastructure.TopicReader;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Letters on the real topic become rows, answers, and records again. */
@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class DeadLettersTest {
    private static final byte[] NOT_UTF8 = {(byte) 0xff, 0, 'x'};

    private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 2 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final String account = "a" + UUID.randomUUID();

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void aLetterIsShownWithItsReasonPlaceAndBytes() {
        keep(letter("{\"half".getBytes(UTF_8)), Topics.RULE_COMMANDS);

        list(1).body("items[0].reason", is("it was not JSON"))
                .body("items[0].topic", is(Topics.RULE_COMMANDS))
                .body("items[0].partition", is(3))
                .body("items[0].offset", is(77))
                .body("items[0].key", is("sg-1"))
                .body("items[0].text", is("{\"half"))
                .body("items[0].bytes", is(base64("{\"half".getBytes(UTF_8))))
                .body("items[0].headers.name", contains(Headers.ACCOUNT, "found", "found", Headers.DEAD_REASON))
                .body("items[0].headers[1].text", is("in the mail"))
                .body("items[0].headers[2].bytes", is(base64(NOT_UTF8)))
                .body("items[0].time", notNullValue())
                .body("items[0].resubmittedAt", nullValue())
                .body("nextCursor", nullValue())
                .body("$", hasKey("watermark"));
    }

    @Test
    void theNewestComesFirstAndACursorGoesOnBehindIt() {
        for (int i = 0; i < 3; i++) {
            keep(letter(("letter " + i).getBytes(UTF_8)), Topics.RULE_COMMANDS);
            list(i + 1);
        }

        String cursor = asking().get("/v1/dead-letters?limit=2")
                .then()
                .body("items.text", contains("letter 2", "letter 1"))
                .extract()
                .path("nextCursor");
        asking().get("/v1/dead-letters?limit=2&cursor=" + cursor)
                .then()
                .body("items.text", contains("letter 0"))
                .body("nextCursor", nullValue());
    }

    @Test
    void aLargeBodyIsNotInTheListButInTheAnswerForItsLetter() {
        keep(letter("x".repeat(100_000).getBytes(UTF_8)), Topics.RULE_COMMANDS);

        String id = list(1).body("items[0].bytes", nullValue())
                .body("items[0].size", is(100_000))
                .extract()
                .path("items[0].id");
        asking().get("/v1/dead-letters/" + id).then().statusCode(200).body("text", is("x".repeat(100_000)));
    }

    @Test
    void aLetterSentAgainIsTheRecordThatItWas() {
        keep(letter(NOT_UTF8), Topics.INSTANCE_COMMANDS);
        String id = list(1).body("items[0].text", nullValue()).extract().path("items[0].id");

        asking().post("/v1/dead-letters/" + id + ":resubmit")
                .then()
                .statusCode(202)
                .body("topic", is(Topics.INSTANCE_COMMANDS))
                .body("offset", notNullValue());

        ConsumerRecord<byte[], byte[]> again;
        try (TopicReader reader = new TopicReader(bootstrapServers, Topics.INSTANCE_COMMANDS)) {
            again = reader.await(1, record -> account.equals(header(record, Headers.ACCOUNT)))
                    .get(0);
        }
        assertThat(again.key()).isEqualTo("sg-1".getBytes(UTF_8));
        assertThat(again.value()).isEqualTo(NOT_UTF8);
        assertThat(again.headers().headers("found"))
                .hasSize(2)
                .last()
                .satisfies(header -> assertThat(header.value()).isEqualTo(NOT_UTF8));
        assertThat(header(again, Headers.DEAD_REASON)).isEqualTo("the original has such a header too");
        assertThat(again.headers().headers(Headers.DEAD_OFFSET)).isEmpty();
        list(1).body("items[0].resubmittedAt", notNullValue());
    }

    @Test
    void whatIsNotThereOrCannotBeSentAgainIsRefused() {
        ProducerRecord<byte[], byte[]> dropped = letter(null);
        dropped.headers().add(Headers.DEAD_BYTES_DROPPED, "9000000".getBytes(UTF_8));
        keep(dropped, Topics.RULE_COMMANDS);
        String id = list(1).extract().path("items[0].id");
        keep(letter(NOT_UTF8), "elsewhere");
        String foreign = list(2).extract().path("items[0].id");

        asking().post("/v1/dead-letters/" + id + ":resubmit").then().statusCode(409);
        asking().post("/v1/dead-letters/" + foreign + ":resubmit")
                .then()
                .statusCode(409)
                .body("code", is("NOT_SUPPORTED"));
        asking().post("/v1/dead-letters/dl-0:resubmit").then().statusCode(404).body("code", is("NOT_FOUND"));
        asking().get("/v1/dead-letters/dl-0").then().statusCode(404);
        given().get("/v1/dead-letters/" + id).then().statusCode(404);
    }

    private ProducerRecord<byte[], byte[]> letter(byte @Nullable [] body) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, "sg-1".getBytes(UTF_8), body);
        letter.headers()
                .add(Headers.ACCOUNT, account.getBytes(UTF_8))
                .add("found", "in the mail".getBytes(UTF_8))
                .add("found", NOT_UTF8)
                .add(Headers.DEAD_REASON, "the original has such a header too".getBytes(UTF_8));
        return letter;
    }

    private void keep(ProducerRecord<byte[], byte[]> letter, String from) {
        letter.headers()
                .add(Headers.DEAD_REASON, "it was not JSON".getBytes(UTF_8))
                .add(Headers.DEAD_TOPIC, from.getBytes(UTF_8))
                .add(Headers.DEAD_PARTITION, "3".getBytes(UTF_8))
                .add(Headers.DEAD_OFFSET, "77".getBytes(UTF_8));
        try {
            producer.send(letter).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The account's letters, once there are so many. */
    private ValidatableResponse list(int count) {
        Waiting.until(
                Duration.ofSeconds(30),
                count + " letters are there",
                () -> asking().get("/v1/dead-letters").path("items.size()").equals(count));
        return asking().get("/v1/dead-letters").then().statusCode(200).body("items", hasSize(count));
    }

    private io.restassured.specification.RequestSpecification asking() {
        // It would write the colon of a verb in another way.
        return given().urlEncodingEnabled(false).header("Ringfence-Account", account);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
