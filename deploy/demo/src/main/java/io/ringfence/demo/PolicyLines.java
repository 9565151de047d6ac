package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the queries answer, as lines for a person: policies entry by entry, verdicts with their reasons. Pure. */
final class PolicyLines {

    private final Cast cast;

    PolicyLines(Cast cast) {
        this.cast = cast;
    }

    /** The entries of both sides of an effective policy, in the order in which they are asked. */
    List<String> entries(JsonNode policy) {
        List<String> lines = new ArrayList<>();
        for (String side : List.of("ingress", "egress")) {
            int number = 0;
            for (JsonNode entry : policy.path(side)) {
                number++;
                lines.add(String.format(
                        "%-8s %2d  %-6s  %s",
                        number == 1 ? side : "", number, entry.path("verdict").asText(), meaning(entry, side)));
            }
        }
        return lines;
    }

    /** Why one side of a connection judges as it does. */
    String reason(JsonNode side) {
        return switch (side.path("reason").asText()) {
            case "RULE" -> match(side) + "  (" + side.path("ruleId").asText() + ")";
            case "INNER_ACCESS" -> "both are members of one group";
            case "DEFAULT" -> "no rule matches, the default holds";
            case "NOT_GUARDED" -> "no instance on this side";
            default -> side.path("reason").asText();
        };
    }

    /** A rule in one line, groups by the names of this story. */
    String rule(JsonNode rule) {
        return match(rule) + ", priority " + rule.path("priority").asInt();
    }

    private String match(JsonNode rule) {
        String peer = rule.has("cidr")
                ? rule.path("cidr").asText()
                : "group " + cast.nameOf(rule.path("peerSecurityGroupId").asText());
        String ports = rule.path("portRange").asText();
        return rule.path("protocol").asText()
                + (ports.equals("-1/-1") ? "" : " " + ports)
                + (rule.path("direction").asText().equals("EGRESS") ? " to " : " from ")
                + peer;
    }

    private String meaning(JsonNode entry, String side) {
        return switch (entry.path("kind").asText()) {
            case "INNER_ACCESS" -> "members of the same group";
            case "RULE" -> rule(entry);
            case "DEFAULT" -> "all other " + side;
            default -> entry.path("kind").asText();
        };
    }
}
