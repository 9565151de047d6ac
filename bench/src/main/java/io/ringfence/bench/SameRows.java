package io.ringfence.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor under every way of writing what a replay writes: PostgreSQL alone, which has the rows already, puts them into
 * tables of the same columns and indexes, each table in one statement. Nothing is read from Kafka, and nothing is sent.
 */
final class SameRows implements Contestant {
    private static final String TABLES = "select tablename from pg_tables where schemaname = 'public'"
            + " and tablename <> 'flyway_schema_history' order by tablename";
    private static final String INDEXES = "select replace(indexdef, ' ON public.', ' ON floor.') from pg_indexes"
            + " where schemaname = 'public' and tablename = '%s'";
    private static final String GONE = "drop schema if exists floor cascade";

    /** When the indexes are made. */
    enum Indexes {
        BEFORE,
        AFTER
    }

    private final ProjectionReplay projection;
    private final int events;
    private final Indexes indexes;

    /** @param projection has replayed so many events when this is asked */
    SameRows(ProjectionReplay projection, int events, Indexes indexes) {
        this.projection = projection;
        this.events = events;
        this.indexes = indexes;
    }

    @Override
    public String name() {
        return "PostgreSQL alone writes the same rows, "
                + (indexes == Indexes.BEFORE ? "with their indexes" : "and then makes the indexes");
    }

    /** Events a second, however long it takes. */
    @Override
    public double perSecond(Duration time) {
        try (Connection connection = projection.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = texts(statement, TABLES);
            statement.execute(GONE);
            statement.execute("create schema floor");
            for (String table : tables) {
                statement.execute("create table floor.%s (like public.%s including %s)"
                        .formatted(table, table, indexes == Indexes.BEFORE ? "all" : "defaults"));
            }
            long begun = System.nanoTime();
            for (String table : tables) {
                fill(statement, table);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            statement.execute(GONE);
            return events / seconds;
        } catch (SQLException e) {
            throw new BenchFailure("the rows cannot be written once more: " + e.getMessage(), e);
        }
    }

    private void fill(Statement statement, String table) throws SQLException {
        statement.execute("insert into floor.%s select * from public.%s".formatted(table, table));
        if (indexes == Indexes.AFTER) {
            for (String index : texts(statement, INDEXES.formatted(table))) {
                statement.execute(index);
            }
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
