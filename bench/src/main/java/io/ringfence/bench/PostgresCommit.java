package io.ringfence.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A floor of enforcement: inserting and committing one row of 370 bytes in the server that holds the event stores. */
final class PostgresCommit implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;

    PostgresCommit(Postgres postgres) {
        try {
            postgres.execute("create table if not exists single (id bigserial primary key, body text not null)");
            connection = postgres.connect();
            insert = connection.prepareStatement("insert into single (body) values (repeat('x', 370))");
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    /** Carries it out; answers the nanoseconds that it took. */
    long timed() {
        try {
            long begun = System.nanoTime();
            insert.executeUpdate();
            return System.nanoTime() - begun;
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
