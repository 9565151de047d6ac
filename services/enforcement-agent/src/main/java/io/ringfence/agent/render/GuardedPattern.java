package io.ringfence.agent.render;

import io.ringfence.events.value.InterfaceName;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of interfaces that are closed before any instance on them is known: {@code sg*}, or a name without a star.
 *
 * @param text letters, digits, dot, dash and underscore, with at most one star, at the end
 */
public record GuardedPattern(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,14}\\*?");

    /** Refuses any other form; a lone star would guard the host's own uplink. */
    public GuardedPattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a pattern of guarded interfaces is the start of a name and a star, such as sg*, and not '" + text
                            + "'");
        }
    }

    /** Reads patterns separated by commas; none at all guards only the interfaces of known instances. */
    public static List<GuardedPattern> parseAll(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(GuardedPattern::new)
                .toList();
    }

    /** Whether the kernel takes the interface for one of this pattern. */
    public boolean covers(InterfaceName name) {
        return text.endsWith("*")
                ? name.value().startsWith(text.substring(0, text.length() - 1))
                : name.value().equals(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
