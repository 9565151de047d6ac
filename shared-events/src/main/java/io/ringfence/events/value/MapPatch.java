package io.ringfence.events.value;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 7396 merge patch of a map of texts: named with a text sets an entry, named with null removes it; {@code
 * clear} (the whole map named with null) removes every entry first.
 */
public record MapPatch(boolean clear, Map<String, @Nullable String> entries) {
    /** Nothing changes. */
    public static final MapPatch UNCHANGED = new MapPatch(false, Map.of());

    public MapPatch {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /** The map after the patch. */
    public Map<String, String> on(Map<String, String> before) {
        Map<String, String> after = clear ? new TreeMap<>() : new TreeMap<>(before);
        entries.forEach((key, value) -> {
            if (value == null) {
                after.remove(key);
            } else {
                after.put(key, value);
            }
        });
        return Collections.unmodifiableMap(after);
    }
}
