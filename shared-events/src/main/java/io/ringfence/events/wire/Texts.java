package io.ringfence.events.wire;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InvalidValue;
import java.util.Map;
import java.util.function.Function;

/** The lengths of names, descriptions and tags (semantics, section 1). Lengths are in UTF-16 units. */
final class Texts {
    static final int MAX_TAGS = 20;
    static final int MAX_LABELS = 64;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private Texts() {}

    /** A name: 2 to 128 characters. */
    static String name(String text) {
        return length(2, 128).apply(text);
    }

    /** A group's description: none, or 2 to 256 characters. */
    static String groupDescription(String text) {
        return text.isEmpty() ? text : length(2, 256).apply(text);
    }

    /** A text of so many characters, without control characters. */
    static Function<String, String> length(int min, int max) {
        return text -> {
            if (text.length() < min || text.length() > max) {
                throw new InvalidValue("must have " + min + " to " + max + " characters, and not " + text.length());
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidValue("must not contain control characters");
            }
            return text;
        };
    }

    /** Refuses too many entries, and keys or values out of bounds: keys 1 to 128 characters, values 0 to 256. */
    static void check(String parameter, Map<String, String> entries, int max) {
        if (entries.size() > max) {
            throw Refusal.invalid(parameter, "must have at most " + max + " entries, and not " + entries.size());
        }
        entries.forEach((key, value) -> checkEntry(parameter, key, value));
    }

    static void checkEntry(String parameter, String key, String value) {
        if (key.isEmpty() || key.length() > MAX_KEY || value.length() > MAX_VALUE) {
            throw Problem.of(
                            ProblemCode.INVALID_PARAMETER,
                            parameter + " must have keys of 1 to 128 and values of 0 to 256 characters")
                    .at(parameter + "." + key)
                    .refusal();
        }
    }
}
