package io.ringfence.projection.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came, went and changed between two states of things that have ids. */
@Schema(name = "Difference")
record Difference<T>(List<T> added, List<T> removed, List<Changed<T>> changed) {
    /** One thing as it was and as it became. */
    @Schema(name = "Changed")
    record Changed<T>(T before, T after) {}

    /**
     * Compares two states.
     *
     * @param id by which a thing is known in both
     */
    static <T> Difference<T> between(List<T> before, List<T> after, Function<T, String> id) {
        Map<String, T> left = new LinkedHashMap<>();
        before.forEach(thing -> left.put(id.apply(thing), thing));
        List<T> added = new ArrayList<>();
        List<Changed<T>> changed = new ArrayList<>();
        for (T thing : after) {
            T was = left.remove(id.apply(thing));
            if (was == null) {
                added.add(thing);
            } else if (!was.equals(thing)) {
                changed.add(new Changed<>(was, thing));
            }
        }
        return new Difference<>(added, List.copyOf(left.values()), changed);
    }
}
