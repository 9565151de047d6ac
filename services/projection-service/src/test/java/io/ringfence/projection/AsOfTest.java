package io.ringfence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.rule.RuleSetEvent.RulesAuthorized;
import io.ringfence.events.value.IpAddress;
import io.ringfence.events.wire.EventRecord;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.feed.memory.InMemoryTopics;
import io.ringfence.policy.image.PolicyDelta;
import io.ringfence.policy.image.PolicyImage;
import io.ringfence.policy.verdict.Packet;
import io.ringfence.policy.verdict.PolicyEvaluator;
import io.ringfence.policy.verdict.Verdict;
import io.ringfence.projection.consume.RowStore;
import io.ringfence.testing.Seeds;
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
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is answered as of an instant is what anyone gets who replays the events up to it. Real PostgreSQL. */
@QuarkusTest
@TestProfile(ReplayTest.NotFollowing.class)
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_as_of"))
class AsOfTest {
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final int HISTORIES = Boolean.getBoolean("ringfence.test.long") ? 1_000 : 20;
    private static final int CHANGES = 25;
    private static final int INSTANTS = 2;
    private static final int PACKETS = 3;

    @Inject
    RowStore store;

    @Inject
    DataSource database;

    private final Random random = new Random(Seeds.one());
    private Tables tables;

    @BeforeEach
    void clear() {
        tables = new Tables(database);
        tables.clear();
    }

    @Test
    void views_and_reachability_as_of_any_instant_are_those_of_the_image_and_of_the_law() {
        List<RandomHistory> histories = new ArrayList<>();
        List<EventRecord> all = new ArrayList<>();
        for (int i = 0; i < HISTORIES; i++) {
            RandomHistory made = new RandomHistory(random.nextLong(), CHANGES);
            histories.add(made);
            all.addAll(made.history.events);
        }
        project(new InMemoryTopics(12, 200), Delivery.shuffled(all, random));

        int accepted = 0;
        int deadlines = 0;
        for (RandomHistory made : histories) {
            List<Instant> ends = deadlines(made.history.events);
            deadlines += ends.size();
            for (int i = 0; i < INSTANTS; i++) {
                Instant at = instant(made.history.events, ends);
                PolicyImage image = imageAt(made.history.events, at);
                assertThat(Views.shown(made.history.account, at))
                        .as("%s as of %s", made.history.account, Micros.format(at))
                        .isEqualTo(Views.expected(image, at));
                for (int j = 0; j < PACKETS; j++) {
                    accepted += sameVerdict(made.history, image, at) == Verdict.ACCEPT ? 1 : 0;
                }
            }
        }
        int questions = HISTORIES * INSTANTS * PACKETS;
        System.out.printf(
                "%d histories with %d events and %d deadlines: %d views, %d packets, of which %d were accepted%n",
                HISTORIES, all.size(), deadlines, HISTORIES * INSTANTS, questions, accepted);
        assertThat(deadlines).isGreaterThan(HISTORIES);
        assertThat(accepted).isBetween(questions / 20, questions - questions / 20);
    }

    @Test
    void however_the_events_come_the_effective_policies_are_the_same_byte_by_byte() {
        RandomHistory made = new RandomHistory(random.nextLong(), 150);
        List<EventRecord> events = made.history.events;
        project(new InMemoryTopics(1, 10_000), events);
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            instants.add(instant(events, deadlines(events)));
        }
        Map<String, String> expected = policies(made.history, instants);
        assertThat(expected).hasSizeGreaterThan(10);

        tables.clear();
        InMemoryTopics topics = new InMemoryTopics(5, 7);
        project(topics, Delivery.shuffled(events, random));
        assertThat(policies(made.history, instants))
                .as("repeated and in another order")
                .isEqualTo(expected);

        Topics.EVENTS.forEach(topics::recreate);
        project(topics, Delivery.shuffled(events, random));
        assertThat(policies(made.history, instants))
                .as("once more from topics that were made anew")
                .isEqualTo(expected);
    }

    private void project(InMemoryTopics topics, List<EventRecord> events) {
        events.forEach(topics::append);
        try (ProjectionFlow flow = ProjectionFlow.start(topics, store, (effect, took) -> {})) {
            Waiting.until(
                    WITHIN,
                    () -> "the rows have every event; " + flow.status(),
                    () -> tables.positions().reached(topics.ends(Set.copyOf(Topics.EVENTS))));
        }
    }

    /** A time of an event or of a deadline, one microsecond before, or a little later. */
    private Instant instant(List<EventRecord> events, List<Instant> deadlines) {
        boolean deadline = !deadlines.isEmpty() && random.nextInt(3) == 0;
        Instant base = deadline
                ? deadlines.get(random.nextInt(deadlines.size()))
                : events.get(random.nextInt(events.size())).envelope().occurredAt();
        return Micros.toInstant(Micros.of(base) + List.of(-1L, 0L, 300_000L).get(random.nextInt(3)));
    }

    private static List<Instant> deadlines(List<EventRecord> events) {
        List<Instant> deadlines = new ArrayList<>();
        for (EventRecord event : events) {
            if (event.event() instanceof RulesAuthorized authorized) {
                for (Rule rule : authorized.rules()) {
                    Instant end = rule.spec().expiresAt();
                    if (end != null) {
                        deadlines.add(end);
                    }
                }
            }
        }
        return deadlines;
    }

    private static PolicyImage imageAt(List<EventRecord> events, Instant at) {
        PolicyDelta delta = new PolicyDelta(PolicyImage.EMPTY);
        events.stream()
                .filter(event -> !event.envelope().occurredAt().isAfter(at))
                .forEach(delta::replay);
        return delta.apply();
    }

    /** Mostly somebody's. */
    private IpAddress address(PolicyImage image) {
        List<IpAddress> owned = image.instances().values().stream()
                .map(instance -> instance.addresses().get(0))
                .toList();
        return owned.isEmpty() || random.nextInt(4) == 0
                ? IpAddress.parse(RandomHistory.address(random.nextInt(RandomHistory.ADDRESSES)))
                : owned.get(random.nextInt(owned.size()));
    }

    private Verdict sameVerdict(History history, PolicyImage image, Instant at) {
        IpAddress from = address(image);
        IpAddress to = address(image);
        Packet packet = Packet.tcp(from, 49_152, to, random.nextBoolean() ? 80 : 60);
        Verdict expected = PolicyEvaluator.DEFAULT.judge(image, packet, at).verdict();
        String answered = RestAssured.given()
                .header("Ringfence-Account", history.account.value())
                .queryParam("from", from.toString())
                .queryParam("to", to.toString())
                .queryParam("protocol", "tcp")
                .queryParam("port", packet.destinationPort())
                .queryParam("asOf", Micros.format(at))
                .get("/v1/reachability")
                .then()
                .statusCode(200)
                .extract()
                .path("verdict");
        assertThat(answered)
                .as("%s of %s as of %s", packet, history.account, Micros.format(at))
                .isEqualTo(expected.name());
        return expected;
    }

    /** The policies of all instances as of each instant, as text. */
    private static Map<String, String> policies(History history, List<Instant> instants) {
        Map<String, String> policies = new TreeMap<>();
        for (Instant at : instants) {
            imageAt(history.events, at)
                    .instances()
                    .keySet()
                    .forEach(id -> policies.put(
                            id + " " + at,
                            Views.effectivePolicy(history.account, id.value(), at)
                                    .toString()));
        }
        return policies;
    }
}
