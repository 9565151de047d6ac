package io.ringfence.agent.apply;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What turns one table into another, where both have the same sets, maps and hooks and only other chains differ: a change of
 * a group's rules costs the chains that it says something new in, however many others there are.
 *
 * <p>Reads the text by its lines, as it is written: a head at the first indent, its end at the same.
 */
final class TableDifference {

    private static final String INDENT = "  ";
    private static final String END = INDENT + "}";
    private static final String CHAIN = INDENT + "chain ";

    private final StringBuilder flushed = new StringBuilder();
    private final StringBuilder filled = new StringBuilder();
    private final StringBuilder deleted = new StringBuilder();

    private TableDifference() {}

    /** The commands, which make one transaction; empty where more differs than chains without a hook. */
    static Optional<String> between(String former, String wanted) {
        Map<String, String> before = blocks(former);
        Map<String, String> after = blocks(wanted);
        TableDifference difference = new TableDifference();
        boolean chainsOnly = after.entrySet().stream()
                        .allMatch(block -> difference.put(block.getKey(), before.get(block.getKey()), block.getValue()))
                && before.entrySet().stream()
                        .allMatch(block ->
                                after.containsKey(block.getKey()) || difference.drop(block.getKey(), block.getValue()));
        return chainsOnly ? Optional.of(difference.commands()) : Optional.empty();
    }

    /** New chains come first, and those that nobody goes to any more go last. */
    private String commands() {
        return flushed + "table " + KernelTable.FAMILY_AND_NAME + " {\n" + filled + "}\n" + deleted;
    }

    private boolean put(String head, @Nullable String before, String body) {
        if (body.equals(before)) {
            return true;
        }
        if (isNoPlainChain(head, body)) {
            return false;
        }
        if (before != null) {
            command(flushed, "flush", head);
        }
        filled.append(head).append('\n').append(body).append(END).append('\n');
        return true;
    }

    private boolean drop(String head, String body) {
        if (isNoPlainChain(head, body)) {
            return false;
        }
        command(flushed, "flush", head);
        command(deleted, "delete", head);
        return true;
    }

    private static boolean isNoPlainChain(String head, String body) {
        return !head.startsWith(CHAIN) || body.contains(" hook ");
    }

    private static void command(StringBuilder commands, String verb, String head) {
        String name = head.substring(CHAIN.length(), head.length() - " {".length());
        commands.append(verb)
                .append(" chain ")
                .append(KernelTable.FAMILY_AND_NAME)
                .append(' ')
                .append(name)
                .append('\n');
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
