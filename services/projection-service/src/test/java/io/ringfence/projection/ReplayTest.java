package io.ringfence.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.AggregateRef;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.EventCodec;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.events.wire.WireRecord;
import io.ringfence.feed.memory.InMemoryTopics;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.verdict.Decision;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Side;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever order, batches, repetitions and deaths: the same rows. Real PostgreSQL; the feed is in memory. */
@QuarkusTest
@TestProfile(ReplayTest.NotFollowing.class)
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_replay"))
class ReplayTest {
    /** The service itself follows nothing, so that the test's own flows are alone with the rows. */
    public static final class NotFollowing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ringfence.projection.follow", "false");
        }
    }

    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int QUESTIONS = Boolean.getBoolean("ringfence.test.long") ? 1_000 : 60;
    private static final Set<String> EVENTS = Set.copyOf(Topics.EVENTS);

    @Inject
    RowStore store;

    @Inject
    DataSource database;

    private Tables tables;
    private final long seed = Long.getLong("seed", 4711L);
    private final Random random = new Random(seed);
    private final List<ProjectionFlow> flows = new ArrayList<>();

    @BeforeEach
    void clear() {
        tables = new Tables(database);
        tables.clear();
    }

    @AfterEach
    void endFlows() {
        flows.forEach(ProjectionFlow::close);
    }

    private ProjectionFlow start(InMemoryTopics topics) {
        ProjectionFlow flow = ProjectionFlow.start(topics, store, (effect, took) -> {});
        flows.add(flow);
        return flow;
    }

    private void awaitEnds(InMemoryTopics topics) {
        Waiting.until(
                WITHIN,
                "the rows have every event; seed " + seed,
                () -> tables.positions().reached(topics.ends(EVENTS)));
    }

    private Map<String, String> project(InMemoryTopics topics, List<EventRecord> events) {
        events.forEach(topics::append);
        try (ProjectionFlow flow = start(topics)) {
            awaitEnds(topics);
            assertThat(flow.status().isRunning()).isTrue();
        }
        return tables.dump();
    }

    @Test
    void everyBatchingInterleavingAndRepetitionGivesTheSameRows() {
        List<EventRecord> events = new RandomHistory(seed, 150).history.events;
        Map<String, String> expected = project(new InMemoryTopics(1, 10_000), events);
        assertThat(expected.get("rule_version")).isNotEmpty();
        assertThat(expected.get("address_claim")).isNotEmpty();

        for (int batch : new int[] {1, 7, 64, 1000}) {
            tables.clear();
            InMemoryTopics topics = new InMemoryTopics(1 + random.nextInt(12), batch);
            assertThat(project(topics, Delivery.shuffled(events, random)))
                    .as("batches of %d, seed %d", batch, seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aFlowThatEndsAnywhereAndAnotherThatGoesOnGiveTheSameRows() {
        List<EventRecord> events = new RandomHistory(seed + 1, 150).history.events;
        Map<String, String> expected = project(new InMemoryTopics(3, 1000), events);
        tables.clear();
        InMemoryTopics topics = new InMemoryTopics(3, 3);
        List<EventRecord> delivered = Delivery.shuffled(events, random);

        for (EventRecord event : delivered) {
            topics.append(event);
            if (random.nextInt(40) == 0) {
                start(topics).close();
            }
        }
        start(topics);
        awaitEnds(topics);

        assertThat(tables.dump()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void connectionsThatBreakInMidTransactionLoseAndDoubleNothing() {
        List<EventRecord> events = new RandomHistory(seed + 2, 150).history.events;
        Map<String, String> expected = project(new InMemoryTopics(3, 1000), events);
        tables.clear();
        InMemoryTopics topics = new InMemoryTopics(3, 5);
        start(topics);

        for (EventRecord event : events) {
            topics.append(event);
            if (random.nextInt(60) == 0) {
                tables.cutConnections();
            }
        }
        awaitEnds(topics);

        assertThat(tables.dump()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void twoFlowsOnOneDatabaseCountNoEventTwice() {
        List<EventRecord> events = new RandomHistory(seed + 3, 80).history.events;
        Map<String, String> expected = project(new InMemoryTopics(3, 1000), events);
        tables.clear();
        InMemoryTopics topics = new InMemoryTopics(3, 10);
        events.forEach(topics::append);

        start(topics);
        start(topics);
        awaitEnds(topics);

        assertThat(tables.dump()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void aReCreatedTopicIsReadAgainAndChangesNothing() {
        List<EventRecord> events = new RandomHistory(seed + 4, 80).history.events;
        InMemoryTopics topics = new InMemoryTopics(3, 100);
        Map<String, String> expected = project(topics, events);

        topics.recreate(Topics.RULE_EVENTS);
        start(topics);
        events.stream()
                .filter(event -> Topics.of(event.envelope().aggregate().kind()).equals(Topics.RULE_EVENTS))
                .forEach(topics::append);
        awaitEnds(topics);

        assertThat(tables.dump()).as("seed %d", seed).isEqualTo(expected);
        assertThat(tables.text(
                        "select count(*) from history where topic_id not in (select topic_id from feed_position)"))
                .as("events that are said to stand in the topic that is gone")
                .isEqualTo("0");
    }

    @Test
    void theAnswerAsOfAnyInstantIsThatOfAnImageReplayedUpToIt() {
        RandomHistory made = new RandomHistory(seed + 5, 150);
        List<EventRecord> events = made.history.events;
        project(new InMemoryTopics(3, 100), Delivery.shuffled(events, random));
        int accepted = 0;
        int byRule = 0;

        for (int i = 0; i < QUESTIONS; i++) {
            Instant at = events.get(random.nextInt(events.size()))
                    .envelope()
                    .occurredAt()
                    .plusMillis(random.nextInt(3) * 400L);
            IpAddress from = IpAddress.parse(RandomHistory.address(random.nextInt(RandomHistory.ADDRESSES)));
            IpAddress to = IpAddress.parse(RandomHistory.address(random.nextInt(RandomHistory.ADDRESSES)));
            int port = random.nextBoolean() ? 80 : 60;
            Packet packet =
                    random.nextBoolean() ? Packet.tcp(from, 49_152, to, port) : Packet.udp(from, 49_152, to, port);
            Decision expected = PolicyEvaluator.DEFAULT.judge(imageAt(events, at), packet, at);

            JsonPath answer = ask(made.history, packet, at);

            String as = "question " + i + " at " + at + ", seed " + seed;
            assertThat(answer.getString("verdict"))
                    .as(as)
                    .isEqualTo(expected.verdict().name());
            assertSide(answer, "egress", expected.egress(), as);
            assertSide(answer, "ingress", expected.ingress(), as);
            accepted += answer.getString("verdict").equals("ACCEPT") ? 1 : 0;
            byRule += expected.ingress().rule() == null && expected.egress().rule() == null ? 0 : 1;
        }
        assertThat(accepted).isBetween(QUESTIONS / 20, QUESTIONS - QUESTIONS / 20);
        assertThat(byRule).isGreaterThan(QUESTIONS / 10);
    }

    private static PolicyImage imageAt(List<EventRecord> events, Instant at) {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        events.stream()
                .filter(event -> !event.envelope().occurredAt().isAfter(at))
                .forEach(delta::replay);
        return delta.apply();
    }

    private static JsonPath ask(History history, Packet packet, Instant at) {
        return RestAssured.given()
                .header("Ringfence-Account", history.account.value())
                .queryParam("from", packet.source().toString())
                .queryParam("to", packet.destination().toString())
                .queryParam("protocol", packet.protocol() == Protocol.TCP.number() ? "tcp" : "udp")
                .queryParam("port", packet.destinationPort())
                .queryParam("asOf", Micros.format(at))
                .get("/v1/reachability")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void assertSide(JsonPath answer, String name, Side expected, String as) {
        assertThat(answer.getString(name + ".verdict"))
                .as(as)
                .isEqualTo(expected.verdict().name());
        assertThat(answer.getString(name + ".reason"))
                .as(as)
                .isEqualTo(expected.reason().name());
        assertThat(answer.getString(name + ".instanceId"))
                .as(as)
                .isEqualTo(
                        expected.instance() == null ? null : expected.instance().value());
        assertThat(answer.getString(name + ".ruleId"))
                .as(as)
                .isEqualTo(
                        expected.rule() == null
                                ? null
                                : expected.rule().ruleId().value());
    }

    @Test
    void aMissingEventHoldsItsAggregateAndTheEventHealsIt() {
        History history = new History(seed);
        SecurityGroupId group = history.group("web");
        history.authorize(group, rule(history, "80/80"));
        history.authorize(group, rule(history, "81/81"));
        history.authorize(group, rule(history, "82/82"));
        List<EventRecord> events = List.copyOf(history.events);
        EventRecord missing = events.get(4);
        InMemoryTopics topics = new InMemoryTopics(3, 100);
        start(topics);

        events.stream().filter(event -> !event.equals(missing)).forEach(topics::append);
        awaitEnds(topics);

        assertThat(heldReason(group)).contains("event 3 is missing");
        assertThat(ports(history, group)).containsExactly("80/80");

        topics.append(missing);
        topics.append(events.get(5));
        awaitEnds(topics);

        assertThat(heldReason(group)).isEmpty();
        assertThat(ports(history, group)).containsExactlyInAnyOrder("80/80", "81/81", "82/82");
    }

    @Test
    void aRecordThatCannotBeReadIsKeptAndHoldsItsAggregateUntilItComesReadable() {
        History history = new History(seed);
        SecurityGroupId group = history.group("web");
        history.authorize(group, rule(history, "80/80"));
        EventRecord last = history.events.get(3);
        WireRecord good = EventCodec.encode(last);
        InMemoryTopics topics = new InMemoryTopics(3, 100);
        start(topics);

        history.events.subList(0, 3).forEach(topics::append);
        topics.append(Topics.RULE_EVENTS, new WireRecord(good.key(), good.headers(), "{\0".getBytes(UTF_8)));
        topics.append(Topics.RULE_EVENTS, new WireRecord("\0", Map.of("x", "\0"), new byte[0]));
        awaitEnds(topics);

        assertThat(heldReason(group)).contains("cannot be read");
        assertThat(tables.text("select count(*) from unreadable_record")).isEqualTo("2");
        assertThat(tables.text("select encode(body, 'hex') from unreadable_record where aggregate = 'rules:" + group
                        + "' and reason like '%the body is not%'"))
                .isEqualTo("7b00");

        topics.append(last);
        awaitEnds(topics);

        assertThat(heldReason(group)).isEmpty();
        assertThat(ports(history, group)).containsExactly("80/80");
    }

    private static Rule rule(History history, String ports) {
        return history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, ports, History.cidr("10.0.0.0/8"));
    }

    private String heldReason(SecurityGroupId group) {
        return tables.text("select held_reason from aggregate where ref = '" + AggregateRef.rules(group) + "'");
    }

    private static List<String> ports(History history, SecurityGroupId group) {
        return RestAssured.given()
                .header("Ringfence-Account", history.account.value())
                .get("/v1/security-groups/{id}/rules", group.value())
                .then()
                .statusCode(200)
                .extract()
                .path("items.portRange");
    }
}
