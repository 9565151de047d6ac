package io.ringfence.axon.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;

/**
 * Transactions on plain JDBC connections, one a thread. A transaction begun inside another one joins it: only the
 * outer one commits or rolls back.
 */
public final class JdbcTransactions implements TransactionManager, ConnectionProvider {
    private static final Transaction JOINED = new Transaction() {
        @Override
        public void commit() {
            // The outer transaction commits.
        }

        @Override
        public void rollback() {
            // The outer transaction is rolled back by whoever began it.
        }
    };

    private final DataSource source;

    @SuppressWarnings("ThreadLocalUsage") // one for each store; a test has two in one JVM
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    public JdbcTransactions(DataSource source) {
        this.source = source;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface SqlWork<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does work in the transaction that is under way on this thread; there must be one. */
    public <T> T call(SqlWork<T> work) {
        Connection connection = current.get();
        if (connection == null) {
            throw new IllegalStateException("no transaction is under way on this thread");
        }
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** Does work in a transaction of its own, or in the one under way. */
    public <T> T inTransaction(SqlWork<T> work) {
        return fetchInTransaction(() -> call(work));
    }

    @Override
    public Transaction startTransaction() {
        if (current.get() != null) {
            return JOINED;
        }
        try {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            current.set(connection);
            return new Outer(connection);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** The connection of the transaction under way, which the caller cannot close; without one, a fresh connection. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = current.get();
        return connection == null ? source.getConnection() : BorrowedConnection.of(connection);
    }

    private final class Outer implements Transaction {
        private final Connection connection;

        private Outer(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void commit() {
            end(Connection::commit);
        }

        @Override
        public void rollback() {
            end(Connection::rollback);
        }

        private void end(SqlEnd end) {
            current.remove();
            try (connection) {
                end.of(connection);
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new StoreFailure(e);
            }
        }
    }

    @FunctionalInterface
    private interface SqlEnd {
        void of(Connection connection) throws SQLException;
    }
}
