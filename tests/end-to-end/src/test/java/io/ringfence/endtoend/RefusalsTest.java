package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.wire.CommandType;
import io.ringfence.events.wire.Json;
import io.ringfence.events.wire.Outcome;
import io.ringfence.testing.process.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every refusal through both doors: one and the same problem, and the one that docs/refusals.md shows. */
@ExtendWith(InstallationForAll.class)
class RefusalsTest {
    private static final Path DOCUMENT = ProjectRoot.find().resolve("docs/refusals.md");
    private static final Duration RESULT_LIMIT = Duration.ofSeconds(30);
    private static final List<RefusalCase> CASES = Stream.of(
                    GroupRefusals.ALL, RuleRefusals.ALL, ListRefusals.ALL, InstanceRefusals.ALL)
            .flatMap(List::stream)
            .toList();

    @Test
    void each_refusal_is_the_same_through_rest_and_kafka_and_as_documented(Installation installation)
            throws IOException {
        Map<String, String> scene = RefusalScene.set(installation.gateway());
        List<RefusalCase> cases =
                CASES.stream().map(refused -> refused.in(scene)).toList();
        cases.forEach(refused -> sendByKafka(installation.bus(), refused));
        Map<RefusalCase, JsonNode> problems = new LinkedHashMap<>();
        cases.forEach(refused -> problems.put(refused, sendByRest(installation.gateway(), refused)));

        SoftAssertions.assertSoftly(softly -> problems.forEach((refused, problem) -> {
            Bus.Heard result = installation.results().await(commandId(refused), RESULT_LIMIT);
            softly.assertThat(result.header("ce_type")).as(refused.what()).isEqualTo(Outcome.REJECTED_TYPE);
            softly.assertThat(RefusalDocument.masked(result.body()))
                    .as(refused.what())
                    .isEqualTo(RefusalDocument.masked(problem.toString()));
            softly.assertThat(problem.path("status").asInt())
                    .as(refused.what())
                    .isEqualTo(refused.code().status());
            softly.assertThat(problem.path("code").asText())
                    .as(refused.what())
                    .isEqualTo(refused.code().name());
            softly.assertThat(problem.path("parameter").asText())
                    .as(refused.what())
                    .isEqualTo(refused.parameter());
        }));
        assertThat(problems).hasSizeGreaterThanOrEqualTo(60);
        requireDocumented(RefusalDocument.of(problems));
    }

    private static String commandId(RefusalCase refused) {
        return "refusal: " + refused.what();
    }

    private static void sendByKafka(Bus bus, RefusalCase refused) {
        String key = refused.target().isEmpty() ? commandId(refused) : refused.target();
        bus.command(
                refused.type().topic(), key, commandId(refused), refused.type().wireName(), refused.body());
    }

    private static JsonNode sendByRest(Gateway gateway, RefusalCase refused) {
        return gateway.send(method(refused.type()), path(refused), body(refused), Map.of("Ringfence-Actor", "the-bus"))
                .body();
    }

    private static String method(CommandType type) {
        return switch (type) {
            case CREATE_SECURITY_GROUP, CREATE_PREFIX_LIST, REGISTER_INSTANCE, AUTHORIZE_RULES, REVOKE_RULES -> "POST";
            case MODIFY_SECURITY_GROUP, MODIFY_RULE, MODIFY_PREFIX_LIST, MODIFY_INSTANCE -> "PATCH";
            case DELETE_SECURITY_GROUP, DELETE_PREFIX_LIST, DELETE_INSTANCE -> "DELETE";
        };
    }

    private static String path(RefusalCase refused) {
        String target = refused.target();
        return switch (refused.type()) {
            case CREATE_SECURITY_GROUP -> "/v1/security-groups";
            case MODIFY_SECURITY_GROUP, DELETE_SECURITY_GROUP -> "/v1/security-groups/" + target;
            case AUTHORIZE_RULES -> "/v1/security-groups/" + target + "/rules";
            case REVOKE_RULES -> "/v1/security-groups/" + target + "/rules:revoke";
            case MODIFY_RULE ->
                "/v1/security-groups/" + target + "/rules/"
                        + json(refused).path("ruleId").asText();
            case CREATE_PREFIX_LIST -> "/v1/prefix-lists";
            case MODIFY_PREFIX_LIST, DELETE_PREFIX_LIST -> "/v1/prefix-lists/" + target;
            case REGISTER_INSTANCE -> "/v1/instances";
            case MODIFY_INSTANCE, DELETE_INSTANCE -> "/v1/instances/" + target;
        };
    }

    private static String body(RefusalCase refused) {
        if (method(refused.type()).equals("DELETE")) {
            return "";
        }
        if (refused.type() != CommandType.MODIFY_RULE) {
            return refused.body();
        }
        ObjectNode withoutId = json(refused);
        withoutId.remove("ruleId");
        return withoutId.toString();
    }

    private static ObjectNode json(RefusalCase refused) {
        try {
            return (ObjectNode) Json.mapper().readTree(refused.body().replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireDocumented(String rendered) throws IOException {
        Path found = Path.of("target/refusals.md").toAbsolutePath();
        Files.writeString(found, rendered);
        assertThat(DOCUMENT).as("what was found is in %s", found).exists();
        assertThat(Files.readString(DOCUMENT))
                .as("docs/refusals.md shows what is answered; what was found is in %s", found)
                .isEqualTo(rendered);
    }
}
