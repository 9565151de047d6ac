package io.ringfence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.events.wire.Json;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PolicyLinesTest {

    private static final String RULE = """
            "ruleId":"sgr-1","direction":"INGRESS","policy":"ACCEPT","priority":7,"protocol":"tcp",\
            "portRange":"80/80","cidr":"10.0.0.0/8"
            """;

    private final PolicyLines lines = new PolicyLines(new Cast(new Gateway(URI.create("http://x"), "me"), "run"));

    @Test
    void entriesAreNumberedInTheOrderInWhichTheyAreAsked() throws JsonProcessingException {
        JsonNode policy = json("{\"ingress\":[{\"kind\":\"INNER_ACCESS\",\"verdict\":\"ACCEPT\"},"
                + "{\"kind\":\"RULE\",\"verdict\":\"ACCEPT\"," + RULE + "},"
                + "{\"kind\":\"DEFAULT\",\"verdict\":\"DROP\"}],"
                + "\"egress\":[{\"kind\":\"DEFAULT\",\"verdict\":\"ACCEPT\"}]}");

        assertThat(lines.entries(policy))
                .containsExactly(
                        "ingress   1  ACCEPT  members of the same group",
                        "          2  ACCEPT  tcp 80/80 from 10.0.0.0/8, priority 7",
                        "          3  DROP    all other ingress",
                        "egress    1  ACCEPT  all other egress");
    }

    @Test
    void theDecidingRuleIsNamedWithItsMeaning() throws JsonProcessingException {
        assertThat(lines.reason(json("{\"reason\":\"RULE\"," + RULE + "}")))
                .isEqualTo("tcp 80/80 from 10.0.0.0/8  (sgr-1)");
        assertThat(lines.reason(json("{\"reason\":\"DEFAULT\"}"))).contains("default");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text);
    }
}
