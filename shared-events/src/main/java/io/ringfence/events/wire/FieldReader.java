package io.ringfence.events.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.events.problem.Problem;
import io.ringfence.events.problem.ProblemCode;
import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.InvalidValue;
import io.ringfence.events.value.MapPatch;
import io.ringfence.events.value.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one JSON object strictly: a member it was not told of is refused, and every error names the
 * parameter by its full path, such as {@code rules[2].portRange}. Short-lived, one thread.
 */
final class FieldReader {
    private final ObjectNode object;
    private final String path;

    /** Refuses members other than those that may be there: a mistyped name must not open a port. */
    FieldReader(ObjectNode object, String path, Set<String> known) {
        this.object = object;
        this.path = path;
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String parameter = path(name);
                throw Problem.of(
                                ProblemCode.UNKNOWN_PARAMETER,
                                parameter + " is not known; known here: "
                                        + String.join(
                                                ", ", known.stream().sorted().toList()))
                        .at(parameter)
                        .refusal();
            }
        });
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** The member read by {@code parse}; a missing one is refused. */
    <T> T required(String name, Function<String, T> parse) {
        T value = optional(name, parse);
        if (value == null) {
            throw missing(path(name));
        }
        return value;
    }

    /** The member read by {@code parse}, or null where it is absent or null. */
    <T> @Nullable T optional(String name, Function<String, T> parse) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : parsed(path(name), text(node, path(name)), parse);
    }

    /** The member read by {@code parse}, or the default where it is absent or null. */
    <T> T optional(String name, Function<String, T> parse, T whenAbsent) {
        T value = optional(name, parse);
        return value == null ? whenAbsent : value;
    }

    /** A whole number; as JSON number only. */
    int number(String name, int whenAbsent) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? whenAbsent : wholeNumber(node, path(name));
    }

    boolean flag(String name, boolean whenAbsent) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return whenAbsent;
        }
        if (!node.isBoolean()) {
            throw Refusal.invalid(path(name), "must be true or false");
        }
        return node.booleanValue();
    }

    <T> Patch<T> patch(String name, Function<String, T> parse) {
        if (!object.has(name)) {
            return Patch.absent();
        }
        T value = optional(name, parse);
        return value == null ? Patch.removed() : Patch.of(value);
    }

    /** A member that may change but never go: null is refused. */
    <T> Patch<T> patchRequired(String name, Function<String, T> parse) {
        Patch<T> patch = patch(name, parse);
        if (patch.present() && patch.value() == null) {
            throw Refusal.invalid(path(name), "cannot be removed");
        }
        return patch;
    }

    Patch<Integer> numberPatch(String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            return Patch.absent();
        }
        return node.isNull() ? Patch.removed() : Patch.of(wholeNumber(node, path(name)));
    }

    /** The elements of an array, each with its own path; absent is an empty list. */
    <T> List<T> list(String name, ElementReader<T> read) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw Refusal.invalid(path(name), "must be an array");
        }
        List<T> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(read.read(node.get(i), path(name) + "[" + i + "]"));
        }
        return List.copyOf(elements);
    }

    /** Reads one element of an array, whose path it is told. */
    @FunctionalInterface
    interface ElementReader<T> {
        T read(JsonNode element, String path);
    }

    /** An element that is a text, read by {@code parse}. */
    static <T> ElementReader<T> texts(Function<String, T> parse) {
        return (element, path) -> parsed(path, text(element, path), parse);
    }

    /** An object of texts, such as tags; absent is empty. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        patchOfTexts(name).entries().forEach((key, value) -> {
            if (value == null) {
                throw Refusal.invalid(path(name) + "." + key, "must be a text");
            }
            texts.put(key, value);
        });
        return texts;
    }

    /** A merge patch of an object of texts. */
    MapPatch patchOfTexts(String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            return MapPatch.UNCHANGED;
        }
        if (node.isNull()) {
            return new MapPatch(true, Map.of());
        }
        ObjectNode texts = object(node, path(name));
        Map<String, @Nullable String> entries = new TreeMap<>();
        texts.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            entries.put(entry.getKey(), value.isNull() ? null : text(value, path(name) + "." + entry.getKey()));
        });
        return new MapPatch(false, entries);
    }

    static ObjectNode object(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.invalid(path, "must be an object");
    }

    static Refusal missing(String parameter) {
        return Problem.of(ProblemCode.MISSING_PARAMETER, parameter + " is required")
                .at(parameter)
                .refusal();
    }

    private static String text(JsonNode node, String path) {
        if (!node.isTextual()) {
            throw Refusal.invalid(path, "must be a text");
        }
        return node.textValue();
    }

    private static int wholeNumber(JsonNode node, String path) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw Refusal.invalid(path, "must be a whole number");
        }
        return node.intValue();
    }

    private static <T> T parsed(String path, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (InvalidValue e) {
            throw Refusal.invalid(path, e);
        }
    }
}
