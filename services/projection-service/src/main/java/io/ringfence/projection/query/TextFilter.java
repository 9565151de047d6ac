package io.ringfence.projection.query;

import io.ringfence.projection.rows.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter by tag or label: {@code key=value}, or {@code key} alone for any value. */
record TextFilter(String key, @Nullable String value) {
    static List<TextFilter> of(List<String> texts) {
        return texts.stream().map(TextFilter::of).toList();
    }

    private static TextFilter of(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new TextFilter(text, null)
                : new TextFilter(text.substring(0, equals), text.substring(equals + 1));
    }

    /**
     * What the column's JSON contains exactly when the filter holds: quotes inside keys and values are escaped there,
     * so the bare ones of this fragment can only be those around a key and its value.
     */
    String fragment() {
        return JsonText.of((Object) key) + ":" + (value == null ? "" : JsonText.of((Object) value));
    }
}
