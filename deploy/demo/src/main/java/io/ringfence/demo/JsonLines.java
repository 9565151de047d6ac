package io.ringfence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON for reading: what fits on a line stands on one; of the rest, as many members as fit stand on a line, and a
 * container that holds nothing but another one opens on its line. Pure.
 */
final class JsonLines {

    private static final String STEP = "  ";

    private final int width;
    private final List<String> lines = new ArrayList<>();

    private JsonLines(int width) {
        this.width = width;
    }

    /** The lines of the value, none longer than the width unless a single member is. */
    static List<String> of(JsonNode value, int width) {
        JsonLines lines = new JsonLines(width);
        lines.write(value, "", "", "");
        return lines.lines;
    }

    private void write(JsonNode value, String indent, String before, String after) {
        List<Member> members = members(value);
        if ((indent + before + value + after).length() <= width || members.isEmpty()) {
            lines.add(indent + before + value + after);
            return;
        }
        String open = before + (value.isObject() ? "{" : "[");
        String close = (value.isObject() ? "}" : "]") + after;
        Member first = members.get(0);
        if (members.size() == 1 && first.value().isContainerNode()) {
            write(first.value(), indent, open + first.label(), close);
        } else {
            lines.add(indent + open);
            fill(members, indent + STEP);
            lines.add(indent + close);
        }
    }

    private void fill(List<Member> members, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (Member member : members) {
            String text = member.label() + member.value() + member.comma();
            if (line.length() > indent.length() && line.length() + text.length() > width) {
                lines.add(line.toString());
                line.setLength(indent.length());
            }
            if (indent.length() + text.length() > width) {
                write(member.value(), indent, member.label(), member.comma());
            } else {
                line.append(text);
            }
        }
        if (line.length() > indent.length()) {
            lines.add(line.toString());
        }
    }

    private static List<Member> members(JsonNode value) {
        List<Member> members = new ArrayList<>();
        if (value.isObject()) {
            value.properties()
                    .forEach(member -> members.add(new Member(
                            "\"" + member.getKey() + "\":",
                            member.getValue(),
                            members.size() + 1 < value.size() ? "," : "")));
        } else {
            value.forEach(element ->
                    members.add(new Member("", element, members.size() + 1 < value.size() ? "," : "")));
        }
        return members;
    }

    private record Member(String label, JsonNode value, String comma) {}
}
