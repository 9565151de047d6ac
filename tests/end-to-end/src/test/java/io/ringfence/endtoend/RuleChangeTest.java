package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.endtoend.Bus.Heard;
import io.ringfence.endtoend.Gateway.Answer;
import io.ringfence.events.wire.Headers;
import io.ringfence.events.wire.Outcome;
import io.ringfence.events.wire.Topics;
import io.ringfence.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One rule change, by each door, from the request to real packets. */
@ExtendWith(InstallationForAll.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleChangeTest {
    private static final String AUTHORIZE = "io.ringfence.rule.AuthorizeRules.v1";
    private static final Duration TOLD = Duration.ofSeconds(30);
    private static final int BY_REST = 8080;
    private static final int BY_KAFKA = 8081;
    private static final int AFTER_POISON = 8082;

    private final Pair pair;
    private final Gateway gateway;
    private final Bus bus;
    private final String web;
    private final String database;
    private final String server;

    /** A client and a server in two groups. */
    RuleChangeTest(Installation installation) {
        pair = installation.host().pair("change");
        gateway = installation.gateway();
        bus = installation.bus();
        web = gateway.group("web");
        database = gateway.group("database");
        gateway.post("/v1/instances", Pair.registration(pair.client(), web)).expect(201);
        server = gateway.post("/v1/instances", Pair.registration(pair.server(), database))
                .expect(201)
                .text("instanceId");
    }

    private String rules(int port) {
        return "{'rules':[{'direction':'INGRESS','protocol':'tcp','portRange':'%d/%d','peerSecurityGroupId':'%s'}]}"
                .formatted(port, port, web);
    }

    private List<String> effectiveIngress(String atLeast) {
        JsonNode policy = gateway.get("/v1/instances/" + server + "/effective-policy", atLeast)
                .expect(200)
                .body();
        List<String> ports = new ArrayList<>();
        policy.path("ingress")
                .forEach(entry -> ports.add(entry.path("portRange").asText()));
        return ports;
    }

    @Test
    void a_rule_authorized_over_rest_reaches_the_effective_policy_and_the_kernel() {
        assertThat(pair.connects(BY_REST)).isEqualTo(io.ringfence.lab.Answer.SILENT);

        Answer answer = gateway.post("/v1/security-groups/" + database + "/rules", rules(BY_REST))
                .expect(201);

        assertThat(effectiveIngress(answer.atLeast())).contains("8080/8080");
        pair.await(BY_REST, io.ringfence.lab.Answer.ANSWERED);
        String rule = answer.body().path("rules").path(0).path("ruleId").asText();
        Waiting.until(TOLD, "everybody can ask what the rule has decided", () -> packets(rule) > 0);
        gateway.delete("/v1/security-groups/" + database + "/rules/" + rule).expect(204);
        pair.await(BY_REST, io.ringfence.lab.Answer.SILENT);
    }

    /** How many packets the rule has decided, as far as the host has told. */
    private long packets(String rule) {
        JsonNode usage = gateway.get("/v1/security-groups/" + database + "/rule-usage")
                .expect(200)
                .body();
        return StreamSupport.stream(usage.path("items").spliterator(), false)
                .filter(item -> item.path("ruleId").asText().equals(rule))
                .mapToLong(item -> item.path("packets").asLong())
                .sum();
    }

    @Test
    void a_rule_authorized_over_kafka_reaches_the_effective_policy_and_the_kernel() {
        assertThat(pair.connects(BY_KAFKA)).isEqualTo(io.ringfence.lab.Answer.SILENT);

        Heard result = authorizeOverKafka(BY_KAFKA);

        assertThat(result.header(Headers.TYPE)).isEqualTo(Outcome.ACCEPTED_TYPE);
        String revision =
                "rules:" + database + "@" + result.json().path("revision").asLong();
        assertThat(effectiveIngress(revision)).contains("8081/8081");
        pair.await(BY_KAFKA, io.ringfence.lab.Answer.ANSWERED);
    }

    private Heard authorizeOverKafka(int port) {
        String command = UUID.randomUUID().toString();
        bus.command(Topics.RULE_COMMANDS, database, command, AUTHORIZE, rules(port));
        return bus.awaitResult(command);
    }

    @Test
    void a_malformed_record_becomes_a_dead_letter_with_its_reason_and_the_partition_goes_on() {
        String poison = "not a command " + UUID.randomUUID();
        bus.send(Topics.RULE_COMMANDS, database, poison, Map.of("found", "in the mail"));

        Heard result = authorizeOverKafka(AFTER_POISON);

        assertThat(result.header(Headers.TYPE)).isEqualTo(Outcome.ACCEPTED_TYPE);
        Heard letter = bus.await(Topics.DEAD_LETTERS, heard -> heard.body().equals(poison));
        assertThat(letter.key()).isEqualTo(database);
        assertThat(letter.header(Headers.DEAD_REASON)).contains("must be one JSON object");
        assertThat(letter.header(Headers.DEAD_TOPIC)).isEqualTo(Topics.RULE_COMMANDS);
        assertThat(letter.header("found")).isEqualTo("in the mail");
        pair.await(AFTER_POISON, io.ringfence.lab.Answer.ANSWERED);
    }
}
