package io.ringfence.projection.consume;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns of one kind of row, so that many rows are one parameter a column: {@code unnest($1::text[], ...)}. */
final class ColumnSet<T> {
    private record Column<T>(
            String name, String type, Function<T, @Nullable Object> value, IntFunction<Object[]> array) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** A column of texts; PostgreSQL knows no NUL, so one is shown as a replacement character. */
    ColumnSet<T> text(String name, Function<T, @Nullable String> value) {
        columns.add(new Column<>(
                name,
                "text",
                row -> {
                    String text = value.apply(row);
                    return text == null ? null : text.replace('\0', '\uFFFD');
                },
                String[]::new));
        return this;
    }

    ColumnSet<T> number(String name, Function<T, Long> value) {
        columns.add(new Column<>(name, "bigint", value::apply, Long[]::new));
        return this;
    }

    ColumnSet<T> flag(String name, Function<T, Boolean> value) {
        columns.add(new Column<>(name, "boolean", value::apply, Boolean[]::new));
        return this;
    }

    ColumnSet<T> bytes(String name, Function<T, byte[]> value) {
        columns.add(new Column<>(
                name,
                "bytea",
                row -> Buffer.buffer(value.apply(row)).getDelegate(),
                io.vertx.core.buffer.Buffer[]::new));
        return this;
    }

    /** {@code a, b, c} */
    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** {@code unnest($1::text[], $2::bigint[], ...)} */
    String unnest() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "$" + (i + 1) + "::" + columns.get(i).type() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    /** {@code insert into table (a, b) select * from unnest(...)} */
    String insertInto(String table) {
        return "insert into " + table + " (" + names() + ") select * from " + unnest();
    }

    /** These rows as parameters. */
    Tuple parameters(Collection<T> rows) {
        Tuple tuple = Tuple.tuple();
        for (Column<T> column : columns) {
            tuple.addValue(rows.stream().map(column.value()).toArray(column.array()));
        }
        return tuple;
    }
}
