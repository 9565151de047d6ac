package io.ringfence.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ringfence.events.enforcement.RuleUsage;
import io.ringfence.events.rule.Rule;
import io.ringfence.events.value.Direction;
import io.ringfence.events.value.HostName;
import io.ringfence.events.value.Protocol;
import io.ringfence.events.value.RuleAction;
import io.ringfence.events.value.SecurityGroupId;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Micros;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Infrastructure;
import io.ringfence.testing.infrastructure.InfrastructureResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = InfrastructureResource.class,
        initArgs = @ResourceArg(name = "database", value = "projection_service"))
class RuleUsageTest {
    private static final String USAGE = "/v1/security-groups/{id}/rule-usage";
    private static final HostName H1 = new HostName("h1");
    private static final HostName H2 = new HostName("h2");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Inject
    DataSource database;

    private final History history = new History(ThreadLocalRandom.current().nextLong());
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Infrastructure.shared().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    private final SecurityGroupId group = history.group("web");
    private final Rule rule =
            history.rule(Direction.INGRESS, RuleAction.ACCEPT, 1, Protocol.TCP, "80/80", History.cidr("10.0.0.0/8"));

    @BeforeEach
    void authorize() {
        history.authorize(group, rule);
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void what_every_host_counted_is_shown_together() {
        Asking asking = Asking.after(history);
        asking.ok(USAGE, group)
                .body("items", hasSize(1))
                .body("items[0].ruleId", is(rule.ruleId().value()))
                .body("items[0].hosts", is(0))
                .body("items[0].lastUsedAt", nullValue());

        tell(H1, 3, START, START.plusSeconds(60));
        tell(H2, 0, START.plusSeconds(30), START.plusSeconds(60));
        until(asking, 2, 3);

        asking.ok(USAGE, group)
                .body("items.bytes", contains(180))
                .body("items.countedSince", contains(Micros.format(START.plusSeconds(30))))
                .body("items.lastUsedAt", contains(Micros.format(START.plusSeconds(60))));
    }

    @Test
    void a_counter_that_began_again_goes_on_from_where_it_was_and_what_is_told_twice_counts_once() {
        Asking asking = Asking.after(history);
        tell(H1, 10, START, START.plusSeconds(60));
        tell(H1, 10, START, START.plusSeconds(60));
        tell(H1, 10, START.plusSeconds(90), START.plusSeconds(120));
        tell(H1, 2, START.plusSeconds(90), START.plusSeconds(180));
        tell(H1, 7, START, START.plusSeconds(30));
        until(asking, 1, 12);

        asking.ok(USAGE, group)
                .body("items.countedSince", contains(Micros.format(START)))
                .body("items.lastUsedAt", contains(Micros.format(START.plusSeconds(180))));
    }

    @Test
    void what_a_host_counted_stays_when_it_has_the_rule_no_more_and_what_cannot_be_read_is_kept() {
        Asking asking = Asking.after(history);
        tell(H1, 3, START, START.plusSeconds(60));
        tell(H2, 4, START, START.plusSeconds(60));
        until(asking, 2, 7);

        send("h1/broken", "not JSON".getBytes(StandardCharsets.UTF_8));
        send(
                "h1/incomplete",
                "{\"host\":\"h1\",\"ruleId\":\"%s\"}".formatted(rule.ruleId()).getBytes(StandardCharsets.UTF_8));
        send("broken", null);
        send("h\0/" + rule.ruleId(), null);
        send(H1 + "/" + rule.ruleId(), null);
        until(asking, 1, 7);

        tell(H1, 2, START.plusSeconds(90), START.plusSeconds(120));
        until(asking, 2, 9);
        asking.ok(USAGE, group).body("items.countedSince", contains(Micros.format(START.plusSeconds(90))));
        Tables tables = new Tables(database);
        assertThat(tables.unreadable(Topics.RULE_USAGE, "h1/broken"))
                .startsWith("not a rule's use: ")
                .endsWith("not JSON");
        assertThat(tables.unreadable(Topics.RULE_USAGE, "h1/incomplete")).startsWith("not a rule's use: ");
        assertThat(tables.unreadable(Topics.RULE_USAGE, "broken")).startsWith("not a rule's use: ");
    }

    @Test
    void a_group_of_somebody_else_is_not_found() {
        Asking.after(history);
        History other = new History(ThreadLocalRandom.current().nextLong());
        other.group("other");
        Asking.after(other).refused(404, "SECURITY_GROUP_NOT_FOUND", USAGE, group);
    }

    private void until(Asking asking, int hosts, int packets) {
        Predicate<Map<String, Object>> reached =
                use -> Objects.equals(use.get("hosts"), hosts) && Objects.equals(use.get("packets"), packets);
        Waiting.until(
                Duration.ofSeconds(20),
                packets + " packets on " + hosts + " hosts",
                () -> reached.test(asking.ok(USAGE, group).extract().<Map<String, Object>>path("items[0]")));
    }

    private void tell(HostName host, long packets, Instant since, Instant readAt) {
        RuleUsage usage = new RuleUsage(host, rule.ruleId(), packets, 60 * packets, since, readAt);
        send(usage.key(), Json.write(usage));
    }

    private void send(String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(Topics.RULE_USAGE, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("it was not told", e);
        }
    }
}
