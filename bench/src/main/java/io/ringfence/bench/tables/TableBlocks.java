package io.ringfence.bench.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The text of one table, cut into its sets, maps, chains and whatever else it has, so that nft can be given it by parts,
 * or what differs from another text.
 */
final class TableBlocks {
    private static final String CHAIN = "chain ";
    private static final String MAP = "map ";
    private static final String SET = "set ";

    private final String head;

    /** Each block's lines by its kind and name, such as {@code chain deny}. */
    private final Map<String, String> blocks = new LinkedHashMap<>();

    private TableBlocks(String head) {
        this.head = head;
    }

    /** Cuts a table as the agent writes it: two blanks more for each level. */
    static TableBlocks of(String text) {
        List<String> lines = text.lines().toList();
        TableBlocks table = new TableBlocks(lines.get(0));
        StringBuilder block = new StringBuilder();
        String name = "";
        for (String line : lines.subList(1, lines.size() - 1)) {
            if (block.length() == 0) {
                name = line.substring(0, line.indexOf('{')).strip();
            }
            block.append(line).append('\n');
            if (line.equals("  }") || line.endsWith("{ }")) {
                table.blocks.put(name, block.toString());
                block.setLength(0);
            }
        }
        return table;
    }

    /**
     * The whole table in several transactions: sets and empty chains, then the chains' rules in so many parts, then what
     * the kernel calls and what leads from there.
     */
    List<String> inParts(int parts) {
        List<String> transactions = new ArrayList<>();
        transactions.add(table(declarations()));
        List<String> rules = texts(name -> name.startsWith(CHAIN) && !isHooked(name));
        int each = (rules.size() + parts - 1) / parts;
        for (int from = 0; from < rules.size(); from += each) {
            transactions.add(table(rules.subList(from, Math.min(rules.size(), from + each))));
        }
        transactions.add(table(texts(name -> name.startsWith(MAP) || isHooked(name))));
        return transactions;
    }

    /** The commands that make this of the other table, whose sets and maps are these. */
    String changeFrom(TableBlocks other) {
        StringBuilder commands = new StringBuilder();
        List<String> written = new ArrayList<>();
        blocks.forEach((name, block) -> {
            String before = other.blocks.get(name);
            if (!holdsElements(name) && !block.equals(before)) {
                if (before != null) {
                    command(commands, "flush", name);
                }
                written.add(block);
            }
        });
        commands.append(table(written));
        List<String> gone = other.blocks.keySet().stream()
                .filter(name -> !blocks.containsKey(name))
                .toList();
        gone.stream().filter(name -> name.startsWith(CHAIN)).forEach(name -> command(commands, "flush", name));
        gone.forEach(name -> command(commands, "delete", name));
        return commands.toString();
    }

    private static boolean holdsElements(String name) {
        return name.startsWith(SET) || name.startsWith(MAP);
    }

    private List<String> declarations() {
        List<String> declared = new ArrayList<>();
        blocks.forEach((name, block) -> {
            if (name.startsWith(MAP)) {
                declared.add(withoutElements(block));
            } else if (!name.startsWith(CHAIN)) {
                declared.add(block);
            } else if (!isHooked(name)) {
                declared.add("  " + name + " {\n  }\n");
            }
        });
        return declared;
    }

    private static String withoutElements(String block) {
        return block.lines()
                .filter(line -> !line.strip().startsWith("elements ="))
                .reduce("", (lines, line) -> lines + line + "\n");
    }

    private boolean isHooked(String name) {
        return blocks.getOrDefault(name, "").contains(" hook ");
    }

    private List<String> texts(Predicate<String> wanted) {
        return blocks.entrySet().stream()
                .filter(block -> wanted.test(block.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private String table(List<String> texts) {
        return head + "\n" + String.join("", texts) + "}\n";
    }

    private void command(StringBuilder commands, String verb, String kindAndName) {
        int blank = kindAndName.indexOf(' ');
        String table = head.substring("table ".length(), head.indexOf('{')).strip();
        commands.append(verb)
                .append(' ')
                .append(kindAndName, 0, blank)
                .append(' ')
                .append(table)
                .append(kindAndName.substring(blank))
                .append('\n');
    }
}
