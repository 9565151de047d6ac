package io.ringfence.web;

import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InvalidValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters into values; every refusal is a 400 that names the parameter. */
public final class QueryParameter {
    private QueryParameter() {}

    /** The parameter read by {@code parse}, or null where it is absent. */
    public static <T> @Nullable T optional(String name, @Nullable String text, Function<String, T> parse) {
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (InvalidValue e) {
            throw Refusal.invalid(name, e);
        }
    }

    /** The parameter read by {@code parse}; an absent one is refused. */
    public static <T> T required(String name, @Nullable String text, Function<String, T> parse) {
        T value = optional(name, text, parse);
        if (value == null) {
            throw Problem.of(ProblemCode.MISSING_PARAMETER, name + " is required")
                    .at(name)
                    .refusal();
        }
        return value;
    }

    /** Reads a whole number of these bounds. */
    public static Function<String, Integer> number(int min, int max) {
        return text -> {
            if (text.matches("[0-9]{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            }
            throw new InvalidValue("must be a whole number from " + min + " to " + max + ", and not '" + text + "'");
        };
    }
}
