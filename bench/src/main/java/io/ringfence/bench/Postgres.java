package io.ringfence.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of the bench's own in the server that holds the event stores; dropped again at the end. */
final class Postgres implements AutoCloseable {
    static final String USER = "postgres";
    static final String DATABASE = "ringfence_bench";

    private final int port;
    private final String database;
    private final Connection connection;

    /** @throws BenchFailure if the server does not answer, or does not wait for its disk */
    Postgres(int port) {
        this(port, DATABASE);
    }

    /** The same, of another name. */
    Postgres(int port, String database) {
        this.port = port;
        this.database = database;
        try (Connection entrance = connect("postgres");
                Statement statement = entrance.createStatement()) {
            requireDurable(statement);
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
            connection = connect(database);
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL on port " + port + " does not serve the bench: " + e.getMessage(), e);
        }
    }

    private static void requireDurable(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select current_setting('fsync'), current_setting('synchronous_commit')")) {
            if (!row.next()
                    || !row.getString(1).equals("on")
                    || !row.getString(2).equals("on")) {
                throw new BenchFailure("PostgreSQL runs without fsync: its rates would mean nothing");
            }
        }
    }

    /** A new connection to the bench's database, each statement a transaction. */
    Connection connect() throws SQLException {
        return connect(database);
    }

    private Connection connect(String name) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + name, USER, "any");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            try (Connection entrance = connect("postgres");
                    Statement statement = entrance.createStatement()) {
                statement.execute("drop database if exists " + database + " with (force)");
            }
        } catch (SQLException e) {
            throw new BenchFailure("the bench's database could not be dropped", e);
        }
    }
}
