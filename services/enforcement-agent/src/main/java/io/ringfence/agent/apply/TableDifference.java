package io.ringfence.agent.apply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What turns one table into another, where both have the same chains, sets and maps and only statements of chains differ: a
 * change of a group's rules costs its own chains then, however many others there are.
 *
 * <p>Reads the text by its lines, as it is written: a head at the first indent, its end at the same.
 */
final class TableDifference {

    private static final String INDENT = "  ";
    private static final String END = INDENT + "}";
    private static final String CHAIN = INDENT + "chain ";

    private TableDifference() {}

    /** The commands, which make one transaction; empty where more differs than statements of chains without a hook. */
    static Optional<String> between(String former, String wanted) {
        Map<String, String> before = blocks(former);
        Map<String, String> after = blocks(wanted);
        if (!List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
            return Optional.empty();
        }
        StringBuilder flushed = new StringBuilder();
        StringBuilder filled = new StringBuilder();
        for (Map.Entry<String, String> block : after.entrySet()) {
            String head = block.getKey();
            String body = block.getValue();
            if (body.equals(before.get(head))) {
                continue;
            }
            if (!head.startsWith(CHAIN) || body.contains(" hook ")) {
                return Optional.empty();
            }
            String name = head.substring(CHAIN.length(), head.length() - " {".length());
            flushed.append("flush chain ")
                    .append(KernelTable.FAMILY_AND_NAME)
                    .append(' ')
                    .append(name)
                    .append('\n');
            filled.append(head).append('\n').append(body).append(END).append('\n');
        }
        return Optional.of(flushed + "table " + KernelTable.FAMILY_AND_NAME + " {\n" + filled + "}\n");
    }

    /** The lines between each head and its end. */
    private static Map<String, String> blocks(String table) {
        Map<String, String> blocks = new LinkedHashMap<>();
        String head = "";
        StringBuilder body = new StringBuilder();
        for (String line : table.lines().toList()) {
            if (line.equals(END)) {
                blocks.put(head, body.toString());
                body.setLength(0);
            } else if (line.startsWith(INDENT + INDENT)) {
                body.append(line).append('\n');
            } else {
                head = line;
            }
        }
        return blocks;
    }
}
