package io.ringfence.projection.heads;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks many rows of one state of the database, for those who may block. */
public final class OneState {
    private OneState() {}

    /** A question over a connection. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** The answer, in a transaction that changes nothing. */
    public static <T> T of(DataSource database, Question<T> question) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return question.ask(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not answer as asked: " + e.getMessage(), e);
        }
    }
}
