package io.ringfence.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.testing.infrastructure.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The database of one projection, seen past the service. */
record ProjectionRows(Database database) {
    private static final int FETCHED_AT_ONCE = 1_000;

    /** How many records of Kafka the committed rows know; 0 before the tables are there. */
    long consumed() {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            return number(statement, "select count(to_regclass('feed_position'))") == 0
                    ? 0
                    : number(statement, "select coalesce(sum(next_offset), 0) from feed_position");
        } catch (SQLException e) {
            throw new IllegalStateException("the positions of " + database.name() + " cannot be read", e);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Compares every column of every row of every table, the positions too; the number of rows of each table. */
    Map<String, Long> assertSameAs(ProjectionRows expected) {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection here = open();
                Connection there = expected.open()) {
            List<String> tables = tables(here);
            assertThat(tables).isEqualTo(tables(there));
            for (String table : tables) {
                rows.put(table, assertSame(table, here, there));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the rows cannot be compared", e);
        }
        return rows;
    }

    private static long assertSame(String table, Connection here, Connection there) throws SQLException {
        long rows = 0;
        try (Statement actual = inParts(here);
                Statement expected = inParts(there);
                ResultSet actualRow = actual.executeQuery(inOrder(table));
                ResultSet expectedRow = expected.executeQuery(inOrder(table))) {
            while (expectedRow.next()) {
                assertThat(actualRow.next()).as("%s has row %d", table, ++rows).isTrue();
                assertThat(actualRow.getString(1)).as("%s, row %d", table, rows).isEqualTo(expectedRow.getString(1));
            }
            assertThat(actualRow.next())
                    .as("%s has more than %d rows", table, rows)
                    .isFalse();
        }
        return rows;
    }

    private static String inOrder(String table) {
        return "select t::text from " + table + " t order by t::text collate \"C\"";
    }

    /** All but what Flyway notes of its own work, which says when it was done. */
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select tablename from pg_tables where schemaname = 'public'"
                        + " and tablename <> 'flyway_schema_history' order by tablename")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static Statement inParts(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        statement.setFetchSize(FETCHED_AT_ONCE);
        return statement;
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
