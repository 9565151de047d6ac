package io.ringfence.agent.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a packet, one statement after the other.
 *
 * @param hook when the kernel calls it by itself, as nft declares that; null for a chain that others go to
 */
public record Chain(@Nullable String hook, List<String> statements) {
    public Chain {
        statements = List.copyOf(statements);
    }

    /** A chain that others go to. */
    public static Chain of(List<String> statements) {
        return new Chain(null, statements);
    }

    /** A chain that the kernel calls; what it does not decide passes. */
    public static Chain hooked(String hook, String priority, List<String> statements) {
        return new Chain("type filter hook " + hook + " priority " + priority + "; policy accept;", statements);
    }

    void write(String name, TableText text) {
        text.open("chain " + name);
        if (hook != null) {
            text.line(hook);
        }
        text.lines(statements).close();
    }
}
