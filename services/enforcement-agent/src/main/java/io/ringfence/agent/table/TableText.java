package io.ringfence.agent.table;

import java.util.Collection;

/** Writes indented blocks, one statement a line. */
final class TableText {

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    TableText open(String head) {
        line(head + " {");
        depth++;
        return this;
    }

    TableText close() {
        depth--;
        return line("}");
    }

    TableText line(String line) {
        text.append(INDENT.repeat(depth)).append(line).append('\n');
        return this;
    }

    TableText lines(Collection<String> lines) {
        lines.forEach(this::line);
        return this;
    }

    /** What is counted already goes on. */
    TableText counters(Collection<String> names) {
        names.forEach(name -> open("counter " + name).close());
        return this;
    }

    /** A set or map; an empty one has no list of elements, as nft refuses an empty list. */
    TableText elements(String head, String type, Collection<String> elements) {
        open(head).line("type " + type);
        if (!elements.isEmpty()) {
            line("elements = { " + String.join(", ", elements) + " }");
        }
        return close();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
