package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Json;
import io.ringfence.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is foreseen of a change is what comes of it, whether it is made or refused. */
@ExtendWith(InstallationForAll.class)
class ForesightTest {
    private static final Duration SEEN = Duration.ofSeconds(20);
    private static final String TCP = "'direction':'INGRESS','protocol':'tcp','portRange':'%s','cidr':'%s'";

    /** Bodies that are not the same question when they are part of a preview. */
    private static final Set<String> OTHER_QUESTIONS = Set.of(
            "authorize nothing",
            "authorize an empty list",
            "revoke a rule by neither id nor match",
            "revoke a rule by id and by match");

    @Test
    void what_a_preview_foresees_is_what_the_audit_shows_and_lint_says_afterwards(Installation installation) {
        Gateway gateway = installation.gateway();
        String group = gateway.group("foreseen");
        String before = "{'rules':[{" + TCP.formatted("80/80", "10.0.0.0/8") + "}]}";
        Gateway.Answer made =
                gateway.post("/v1/security-groups/" + group + "/rules", before).expect(201);
        String old = made.body().at("/rules/0/ruleId").asText();
        String come = "{" + TCP.formatted("80/81", "10.0.0.0/9") + "},{" + TCP.formatted("22/22", "0.0.0.0/0") + "}";

        JsonNode preview = gateway.send(
                        "POST",
                        "/v1/security-groups/" + group + "/rules:preview",
                        "{'authorize':[" + come + "],'revoke':['" + old + "']}",
                        Map.of("Ringfence-At-Least", made.atLeast()))
                .expect(200)
                .body();
        assertThat(preview.path("refusals")).isEmpty();
        assertThat(texts(preview.path("opened"))).isNotEmpty();
        assertThat(texts(preview.path("closed"))).isNotEmpty();

        Instant from = Instant.now();
        gateway.post("/v1/security-groups/" + group + "/rules:revoke", "{'ruleIds':['" + old + "']}")
                .expect(200);
        String atLeast = gateway.post("/v1/security-groups/" + group + "/rules", "{'rules':[" + come + "]}")
                .expect(201)
                .atLeast();
        JsonNode traffic = gateway.get("/v1/audit/diff?securityGroupId=" + group + "&from=" + from, atLeast)
                .expect(200)
                .body()
                .path("traffic");
        assertThat(texts(traffic.path("opened"))).isEqualTo(texts(preview.path("opened")));
        assertThat(texts(traffic.path("closed"))).isEqualTo(texts(preview.path("closed")));

        JsonNode lint = gateway.get("/v1/security-groups/" + group + "/lint", atLeast)
                .expect(200)
                .body();
        assertThat(kinds(lint.path("findings")))
                .isEqualTo(kinds(preview.at("/findings/appearing")))
                .containsExactly("OVERLY_PERMISSIVE");
        JsonNode account =
                gateway.get("/v1/lint?limit=1000", atLeast).expect(200).body();
        assertThat(account.path("items"))
                .filteredOn(item -> item.path("securityGroupId").asText().equals(group))
                .extracting(item -> item.path("findings"))
                .containsExactly(lint.path("findings"));
    }

    private static List<String> texts(JsonNode boxes) {
        return StreamSupport.stream(boxes.spliterator(), false)
                .map(box -> box.path("text").asText())
                .toList();
    }

    private static List<String> kinds(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false)
                .map(finding -> finding.path("kind").asText())
                .toList();
    }

    @Test
    void each_refusal_of_a_change_of_rules_is_foreseen_as_the_command_meets_it(Installation installation) {
        Gateway gateway = installation.gateway();
        Map<String, String> scene = RefusalScene.set(gateway);
        List<RefusalCase> cases = RuleRefusals.ALL.stream()
                .filter(refused -> refused.type() != CommandType.MODIFY_RULE)
                .filter(refused -> !OTHER_QUESTIONS.contains(refused.what()))
                .map(refused -> refused.in(scene))
                .toList();

        assertThat(cases).hasSizeGreaterThan(30);
        cases.forEach(refused -> requireForeseen(gateway, refused));
    }

    /** The view may not know yet what the scene is made of. */
    private static void requireForeseen(Gateway gateway, RefusalCase refused) {
        boolean authorizes = refused.type() == CommandType.AUTHORIZE_RULES;
        String group = "/v1/security-groups/" + refused.target();
        JsonNode met = gateway.post(group + (authorizes ? "/rules" : "/rules:revoke"), refused.body())
                .body();
        String expected = told(met);
        String body = asPreview(refused).toString();
        Waiting.until(
                SEEN,
                () -> refused.what() + ": expected " + expected + ", and was "
                        + gateway.post(group + "/rules:preview", body).body(),
                () -> expected.equals(foreseen(gateway.post(group + "/rules:preview", body))));
    }

    private static String foreseen(Gateway.Answer answer) {
        if (answer.status() != 200) {
            return told(answer.body());
        }
        JsonNode refusals = answer.body().path("refusals");
        return refusals.size() == 1 ? told(refusals.get(0)) : refusals.toString();
    }

    /** A problem in the words that both requests share. */
    private static String told(JsonNode problem) {
        return RefusalDocument.masked("%s %s %s %s %s %s"
                .formatted(
                        problem.path("status"),
                        problem.path("code"),
                        problem.path("parameter"),
                        problem.path("detail"),
                        problem.path("limit"),
                        problem.path("count"))
                .replaceAll("\\b(authorize|revoke|ruleIds|rules)(?=[\\[ \"])", "rules"));
    }

    private static ObjectNode asPreview(RefusalCase refused) {
        try {
            JsonNode body = Json.mapper().readTree(refused.body().replace('\'', '"'));
            JsonNode rules = body.has("ruleIds") ? body.path("ruleIds") : body.path("rules");
            ArrayNode asked = rules instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
            String name = refused.type() == CommandType.AUTHORIZE_RULES ? "authorize" : "revoke";
            return JsonNodeFactory.instance.objectNode().set(name, asked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
