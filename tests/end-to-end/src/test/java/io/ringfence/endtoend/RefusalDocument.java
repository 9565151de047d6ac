package io.ringfence.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/** Refusals as a page that a person reads: ids and times are cut, as they are others in every run. */
final class RefusalDocument {
    private static final Pattern ID = Pattern.compile("\\b(sg|sgr|pl|eci)-[a-z0-9]{17}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final String HEAD = """
            # Refusals

            What is refused, with which code and why, whichever door it came through: REST answers with this status and a
            problem (RFC 9457), Kafka with the same problem as `io.ringfence.command.Rejected.v1` on
            `ringfence.command.results.v1`. `tests/end-to-end` sends each of these through both doors and compares this page with
            what came back.

            | what | status | code | parameter | detail |
            |---|---|---|---|---|
            """;

    private RefusalDocument() {}

    static String of(Map<RefusalCase, JsonNode> problems) {
        StringBuilder page = new StringBuilder(HEAD);
        problems.forEach((refused, problem) -> page.append(row(refused, problem)));
        return page.toString();
    }

    private static String row(RefusalCase refused, JsonNode problem) {
        return "| %s | %d | %s | %s | %s |%n"
                .formatted(
                        refused.what(),
                        problem.path("status").asInt(),
                        problem.path("code").asText(),
                        code(problem.path("parameter").asText()),
                        cell(problem.path("detail").asText()));
    }

    /** The text without what differs from one time to the next: new ids, and the time of day. */
    static String masked(String text) {
        return TIME.matcher(ID.matcher(text).replaceAll("$1-…")).replaceAll("…");
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String cell(String text) {
        return masked(text).replace("|", "\\|");
    }
}
