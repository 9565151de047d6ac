package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON for reading: whatever fits on a line stands on one, the rest is indented. Pure. */
final class JsonLines {

    private JsonLines() {}

    /** The lines of the value, none longer than the width unless a single member is. */
    static List<String> of(JsonNode value, int width) {
        List<String> lines = new ArrayList<>();
        write(value, "", "", "", width, lines);
        return lines;
    }

    private static void write(JsonNode value, String indent, String label, String tail, int width, List<String> lines) {
        String whole = indent + label + value + tail;
        if (whole.length() <= width || !value.isContainerNode() || value.isEmpty()) {
            lines.add(whole);
            return;
        }
        lines.add(indent + label + (value.isObject() ? "{" : "["));
        List<Map.Entry<String, JsonNode>> members = members(value);
        for (int i = 0; i < members.size(); i++) {
            Map.Entry<String, JsonNode> member = members.get(i);
            String comma = i + 1 < members.size() ? "," : "";
            write(member.getValue(), indent + "  ", member.getKey(), comma, width, lines);
        }
        lines.add(indent + (value.isObject() ? "}" : "]") + tail);
    }

    private static List<Map.Entry<String, JsonNode>> members(JsonNode value) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>();
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> members.add(Map.entry("\"" + member.getKey() + "\":", member.getValue())));
        } else {
            value.forEach(element -> members.add(Map.entry("", element)));
        }
        return members;
    }
}
