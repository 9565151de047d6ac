package io.ringfence.projection.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringfence.events.value.InvalidValue;
import io.ringfence.web.QueryParameter;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. A cursor names the place behind the last item by its sort key, so that it stays
 * good whatever is added or removed meanwhile.
 *
 * @param limit the most items, 1..1000
 * @param after the sort key behind which the part begins; empty for the first part
 */
public record Paging(int limit, String after) {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1_000;

    /** Reads the parameters {@code limit} and {@code cursor}. */
    public static Paging of(@Nullable String limit, @Nullable String cursor) {
        Integer given = QueryParameter.optional("limit", limit, QueryParameter.number(1, MAX_LIMIT));
        return new Paging(given == null ? DEFAULT_LIMIT : given, after(cursor));
    }

    /** Reads the parameter {@code cursor}: the sort key that it stands for; empty without one. */
    public static String after(@Nullable String cursor) {
        String after = QueryParameter.optional("cursor", cursor, Paging::decode);
        return after == null ? "" : after;
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("must be a nextCursor of an earlier answer, and not '" + cursor + "'");
        }
    }

    /** How many rows to read: one more than asked for, to know whether there are more. */
    public int rows() {
        return limit + 1;
    }

    /** The page of these rows, which are at the most {@link #rows} and in the order of their keys. */
    public <R, T> Page<T> page(List<R> rows, Function<R, String> key, Function<R, T> view, Watermark watermark) {
        List<R> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        String next = rows.size() > limit ? cursor(key.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), next, watermark);
    }

    /** The cursor that asks for what comes behind this sort key. */
    public static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }
}
