package io.ringfence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.EventFeed;
import io.ringfence.feed.FeedRecord;
import io.ringfence.feed.Position;
import io.ringfence.feed.Positions;
import io.ringfence.feed.memory.InMemoryTopics;
import io.ringfence.policy.image.ImageLine;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.testing.Seeds;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever begins with a snapshot and reads on from its positions has the image of all events. Real PostgreSQL. */
@QuarkusTest
@TestProfile(ReplayTest.NotFollowing.class)
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_snapshot"))
class SnapshotTest {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Set<String> EVENTS = Set.copyOf(Topics.EVENTS);

    @Inject
    RowStore store;

    @Inject
    DataSource database;

    private final Random random = new Random(Seeds.one());
    private final InMemoryTopics topics = new InMemoryTopics(5, 20);
    private Tables tables;

    @BeforeEach
    void clear() {
        tables = new Tables(database);
        tables.clear();
    }

    @Test
    void a_snapshot_that_is_taken_while_events_come_and_all_events_behind_it_are_the_whole_image() {
        List<EventRecord> events = Delivery.shuffled(new RandomHistory(random.nextLong(), 400).history.events, random);
        List<EventRecord> before = events.subList(0, events.size() / 3);
        List<EventRecord> meanwhile = events.subList(before.size(), events.size());
        before.forEach(topics::append);

        List<JsonNode> lines;
        try (ProjectionFlow flow = ProjectionFlow.start(topics, store, (effect, took) -> {})) {
            awaitEnds(flow);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> meanwhile.forEach(topics::append));
            lines = snapshot();
            load.join();
        }

        assertThat(lines.get(lines.size() - 1).get("lines").asInt()).isEqualTo(lines.size() - 1);
        PolicyImage read = readOn(image(lines), positions(lines));
        assertThat(read.held()).isEmpty();
        assertThat(read).isEqualTo(replay(events));
    }

    @Test
    void what_stands_still_and_what_is_gone_is_in_it() {
        List<EventRecord> events = new ArrayList<>(new RandomHistory(random.nextLong(), 400).history.events);
        EventRecord missing = events.stream()
                .filter(event -> event.envelope().sequence() == 3)
                .map(behind -> before(behind, events))
                .findFirst()
                .orElseThrow();
        events.remove(missing);
        events.forEach(topics::append);
        try (ProjectionFlow flow = ProjectionFlow.start(topics, store, (effect, took) -> {})) {
            awaitEnds(flow);
        }

        PolicyImage image = image(snapshot());

        assertThat(image).isEqualTo(replay(events));
        assertThat(image.held()).containsKey(missing.envelope().aggregate());
        assertThat(image.gone()).isNotEmpty();
    }

    /** The event of the same aggregate that comes right before. */
    private static EventRecord before(EventRecord behind, List<EventRecord> events) {
        return events.stream()
                .filter(event ->
                        event.envelope().aggregate().equals(behind.envelope().aggregate()))
                .filter(event ->
                        event.envelope().sequence() == behind.envelope().sequence() - 1)
                .findFirst()
                .orElseThrow();
    }

    private void awaitEnds(ProjectionFlow flow) {
        Waiting.until(
                WITHIN,
                () -> "the rows have every event; " + flow.status(),
                () -> tables.positions().reached(topics.ends(EVENTS)));
    }

    private static List<JsonNode> snapshot() {
        String body = RestAssured.given()
                .get("/v1/snapshot")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        return body.lines()
                .filter(line -> !line.isBlank())
                .map(SnapshotTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PolicyImage image(List<JsonNode> lines) {
        PolicyImage image = PolicyImage.EMPTY;
        for (JsonNode line : lines.subList(1, lines.size() - 1)) {
            image = Json.mapper().convertValue(line, ImageLine.class).addTo(image);
        }
        return image;
    }

    private static Positions positions(List<JsonNode> lines) {
        List<Position> positions = new ArrayList<>();
        for (JsonNode place : lines.get(0).get("positions")) {
            positions.add(new Position(
                    place.get("topic").asText(),
                    place.get("topicId").asText(),
                    place.get("partition").asInt(),
                    place.get("nextOffset").asLong()));
        }
        return Positions.of(positions);
    }

    private PolicyImage readOn(PolicyImage image, Positions from) {
        PolicyDelta delta = new PolicyDelta(image);
        Positions ends = topics.ends(EVENTS);
        try (EventFeed feed = topics.open(from)) {
            Positions at = from;
            while (!at.reached(ends)) {
                var batch = feed.poll(Duration.ofMillis(100));
                batch.records().forEach(record -> delta.replay(((FeedRecord.Decoded) record).record()));
                at = batch.positions();
            }
        }
        return delta.apply();
    }

    private static PolicyImage replay(List<EventRecord> events) {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        events.forEach(delta::replay);
        return delta.apply();
    }
}
