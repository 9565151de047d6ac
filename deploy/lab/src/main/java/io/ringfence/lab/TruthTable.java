package io.ringfence.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Who reaches whom by one kind of packet, for all pairs: what is expected against what was seen, printed so that a
 * difference is found at a glance. The form is the one of Antrea's and knftables' tests.
 */
public final class TruthTable {

    private final String title;
    private final List<String> names;
    private final Map<Pair, Boolean> expected = new LinkedHashMap<>();
    private final Map<Pair, Boolean> seen = new LinkedHashMap<>();

    /** @param names of the machines, in the order in which they are printed */
    public TruthTable(String title, List<String> names) {
        this.title = title;
        this.names = List.copyOf(names);
    }

    /** Expects an answer for every pair of different machines as the predicate (from, to) says. */
    public TruthTable expect(BiPredicate<String, String> passes) {
        for (String from : names) {
            for (String to : names) {
                if (!from.equals(to)) {
                    expected.put(new Pair(from, to), passes.test(from, to));
                }
            }
        }
        return this;
    }

    /** The pairs to probe. */
    public List<Pair> pairs() {
        return List.copyOf(expected.keySet());
    }

    public void saw(Pair pair, boolean passed) {
        seen.put(pair, passed);
    }

    /** The pairs that were seen otherwise than expected, or not at all, a sentence each. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        expected.forEach((pair, passes) -> {
            Boolean passed = seen.get(pair);
            if (!passes.equals(passed)) {
                differences.add(title + ": " + pair.from() + " -> " + pair.to() + " should " + verb(passes) + ", "
                        + (passed == null ? "was not probed" : "but did " + (passed ? "pass" : "not")));
            }
        });
        return differences;
    }

    /** From down, to across: {@code +} passed, {@code .} dropped, {@code !} not as expected, {@code ?} not probed. */
    @Override
    public String toString() {
        int width = names.stream().mapToInt(String::length).max().orElse(0) + 2;
        StringBuilder text = new StringBuilder(title).append('\n').append(" ".repeat(width));
        names.forEach(name -> text.append(padded(name, width)));
        for (String from : names) {
            text.append('\n').append(padded(from, width));
            names.forEach(to -> text.append(padded(mark(new Pair(from, to)), width)));
        }
        return text.append('\n').toString();
    }

    private String mark(Pair pair) {
        Boolean passes = expected.get(pair);
        Boolean passed = seen.get(pair);
        if (passes == null) {
            return "";
        }
        if (passed == null) {
            return "?";
        }
        return (passed ? "+" : ".") + (passed.equals(passes) ? "" : "!");
    }

    private static String verb(boolean passes) {
        return passes ? "pass" : "be dropped";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** One direction between two machines, by name. */
    public record Pair(String from, String to) {}
}
