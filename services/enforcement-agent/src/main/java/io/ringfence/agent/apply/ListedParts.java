package io.ringfence.agent.apply;

import io.ringfence.agent.table.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a table as the kernel lists it. */
final class ListedParts {

    private static final Pattern PART =
            Pattern.compile("^\\t(\\w+(?: \\w+)?) (\\S+) \\{\\n(.*?)^\\t\\}", Pattern.MULTILINE | Pattern.DOTALL);

    private ListedParts() {}

    /** How each part was declared, in the form of {@link io.ringfence.agent.table.Table#layout}. */
    static Map<Part, String> of(String listing) {
        Map<Part, String> parts = new LinkedHashMap<>();
        Matcher matcher = PART.matcher(listing);
        while (matcher.find()) {
            parts.put(new Part(matcher.group(1), matcher.group(2)), declaration(matcher.group(1), matcher.group(3)));
        }
        return parts;
    }

    private static String declaration(String kind, String content) {
        return switch (kind) {
            case "set", "map" ->
                content.lines()
                        .map(String::strip)
                        .takeWhile(line -> !line.startsWith("elements ="))
                        .collect(Collectors.joining("\n"));
            case "chain" ->
                content.lines()
                        .map(String::strip)
                        .limit(1)
                        .filter(line -> line.startsWith("type "))
                        .collect(Collectors.joining());
            default -> "";
        };
    }
}
