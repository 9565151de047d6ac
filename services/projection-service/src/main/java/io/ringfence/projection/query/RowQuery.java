package io.ringfence.projection.query;

import io.smallrye.mutiny.Uni;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A question for the rows of one kind that held at a time, in SQL: the row is called {@code r}. Lists of values go as one
 * array, so that the question is the same text however many there are. Short-lived, of one thread.
 */
public final class RowQuery<R> {
    private final Class<R> type;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private String order = "";
    private int limit = Integer.MAX_VALUE;

    public RowQuery(Class<R> type, AsOf asOf) {
        this.type = type;
        conditions.add(asOf.holds("r"));
        parameters.putAll(asOf.parameters(Map.of()));
    }

    /** One more condition, over a parameter. */
    public RowQuery<R> where(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
        return this;
    }

    /** Only rows that have one of these texts in a column. */
    public RowQuery<R> whereAny(String column, Collection<String> values) {
        return where("r." + column + " = any(:" + column + ")", column, values.toArray(String[]::new));
    }

    /** One more condition, if there is a value for it; a value stands for its text. */
    RowQuery<R> whereGiven(String condition, String parameter, @Nullable Object value) {
        return value == null ? this : where(condition, parameter, value.toString());
    }

    /** Only rows whose column of texts has all of these. */
    RowQuery<R> whereTexts(String column, List<TextFilter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            String parameter = column + i;
            where(
                    "strpos(r." + column + ", :" + parameter + ") > 0",
                    parameter,
                    filters.get(i).fragment());
        }
        return this;
    }

    /** In the order of a column. */
    public RowQuery<R> orderBy(String column) {
        order = " order by r." + column;
        return this;
    }

    /** No more rows than these. */
    public RowQuery<R> limit(int rows) {
        limit = rows;
        return this;
    }

    /** As it is now; to be asked together with others. */
    Question<R> question() {
        return new Question<>(
                type,
                "select r.* from " + type.getAnnotation(Table.class).name() + " r where "
                        + String.join(" and ", conditions) + order
                        + (limit < Integer.MAX_VALUE ? " limit " + limit : ""),
                Map.copyOf(parameters));
    }

    public Uni<List<R>> list(Mutiny.Session session) {
        return question().ask(session);
    }

    /** The only row, or null. */
    public Uni<@Nullable R> first(Mutiny.Session session) {
        return limit(1).list(session).map(rows -> rows.isEmpty() ? null : rows.get(0));
    }
}
