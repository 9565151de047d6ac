package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.proof.HeadKey;
import io.ringfence.events.proof.InclusionProof;
import io.ringfence.events.wire.Json;
import io.ringfence.testing.Waiting;
import io.ringfence.testing.infrastructure.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody with the database's password edits an event in a store, and then makes the topic anew from it. Whatever other
 * stories did before, killing and republishing, is no tampering.
 */
@ExtendWith(InstallationForAll.class)
class TamperingTest {
    private static final Duration SIGNED = Duration.ofMinutes(1);
    private static final Duration VERIFIED = Duration.ofMinutes(5);
    private static final String RULE =
            "{'rules':[{'direction':'INGRESS','policy':'ACCEPT','priority':1,'protocol':'tcp','portRange':'22/22',"
                    + "'cidr':'10.0.0.0/8','description':'%s'}]}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Installation installation;
    private final Gateway gateway;

    TamperingTest(Installation installation) {
        this.installation = installation;
        this.gateway = installation.gateway();
    }

    @Test
    void an_edited_event_is_named_wherever_it_was_edited_and_an_untouched_one_is_proven() throws Exception {
        String group = gateway.group("tampering");
        gateway.post("/v1/security-groups/" + group + "/rules", RULE.formatted("for ann"))
                .expect(201);
        String aggregate = "rules:" + group;
        awaitSigned(aggregate, 2);

        assertProven(aggregate, 2);
        JsonNode untouched = verify();
        assertThat(untouched.path("discrepancies")).isEmpty();
        assertThat(untouched.path("verified").asBoolean()).isTrue();
        assertThat(untouched.path("notCompared")).isEmpty();
        assertThat(untouched.path("stores").asLong()).isGreaterThanOrEqualTo(3);
        assertThat(untouched.path("heads").asLong()).isGreaterThanOrEqualTo(3);

        edit(aggregate, 2, "for ann", "for eve");
        try {
            assertNamed(verify(), "STORE", aggregate, 2);
            republish();
            JsonNode published = verify();
            assertNamed(published, "VIEW", aggregate, 2);
            assertThat(published.path("discrepancies"))
                    .anyMatch(found -> found.path("check").asText().equals("HEAD"))
                    .noneMatch(found -> found.path("check").asText().equals("STORE"));
        } finally {
            edit(aggregate, 2, "for eve", "for ann");
            republish();
        }
        assertThat(verify().path("discrepancies")).isEmpty();
    }

    private void awaitSigned(String aggregate, long revision) {
        Waiting.until(
                SIGNED,
                "the change is under a signed head",
                () -> gateway.get(proof(aggregate, revision)).status() == 200);
    }

    private static String proof(String aggregate, long revision) {
        return "/v1/audit/proof?aggregate=" + aggregate + "&revision=" + revision;
    }

    private void assertProven(String aggregate, long revision) throws Exception {
        String key = http.send(
                        HttpRequest.newBuilder(
                                        installation.process("api-gateway").uri("/v1/audit/key"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        InclusionProof proof = InclusionProof.parse(
                Json.write(gateway.get(proof(aggregate, revision)).expect(200).body()));
        assertThat(proof.check(HeadKey.parsePublic(key))).isEmpty();
        assertThat(proof.event().body()).contains("for ann");
    }

    /** What happens later than the verification begins is not compared: so it is begun once what happened is settled. */
    private JsonNode verify() throws IOException, InterruptedException {
        Instant now = Instant.now();
        Waiting.until(
                SIGNED,
                "what happened until now is settled",
                () -> settledUntil().isAfter(now));
        URI uri = installation.process("api-gateway").uri("/v1/audit/verify");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/x-ndjson")
                .timeout(VERIFIED)
                .POST(BodyPublishers.noBody())
                .build();
        List<String> lines = http.send(request, BodyHandlers.ofLines()).body().toList();
        return Json.mapper().readTree(lines.get(lines.size() - 1)).path("report");
    }

    /** A topic that was just made anew is not settled yet. */
    private Instant settledUntil() {
        String until = gateway.get("/v1/security-groups")
                .expect(200)
                .body()
                .path("watermark")
                .path("settledUntil")
                .asText("");
        return until.isEmpty() ? Instant.EPOCH : Instant.parse(until);
    }

    private static void assertNamed(JsonNode report, String check, String aggregate, long revision) {
        assertThat(report.path("verified").asBoolean()).isFalse();
        assertThat(report.path("discrepancies")).anySatisfy(found -> {
            assertThat(found.path("check").asText()).isEqualTo(check);
            assertThat(found.path("aggregate").asText()).isEqualTo(aggregate);
            assertThat(found.path("revision").asLong()).isEqualTo(revision);
        });
        assertThat(report.path("first").path("aggregate").asText()).isEqualTo(aggregate);
    }

    private void edit(String aggregate, long revision, String from, String to) throws SQLException {
        Database store = installation.database("rule-service");
        try (Connection connection = DriverManager.getConnection(store.jdbcUrl(), store.user(), store.password());
                PreparedStatement update = connection.prepareStatement("update domainevententry set payload ="
                        + " convert_to(replace(convert_from(payload, 'UTF8'), ?, ?), 'UTF8')"
                        + " where aggregateidentifier = ? and sequencenumber = ?")) {
            update.setString(1, from);
            update.setString(2, to);
            update.setString(3, aggregate);
            update.setLong(4, revision - 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private void republish() {
        Gateway service =
                new Gateway(installation.process("rule-service").uri("").toString());
        Waiting.until(Duration.ofMinutes(2), "the rules' events are published anew", () -> {
            try {
                return service.post("/internal/republish", "{}").status() == 200;
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
    }
}
