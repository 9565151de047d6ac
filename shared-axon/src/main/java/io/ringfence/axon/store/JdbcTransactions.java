package io.ringfence.axon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on plain JDBC connections, one a thread. A transaction begun inside another one joins it: only the
 * outer one commits or rolls back.
 */
public final class JdbcTransactions implements Transactions, ConnectionProvider {
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

    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Part> part = new ThreadLocal<>();

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
            Part underWay = part.get();
            if (underWay != null) {
                underWay.begin(connection);
            }
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** The way back is marked at the first {@link #call} only, as most commands touch no row but their event's. */
    @Override
    public <T> T undoable(Supplier<T> work) {
        Part mine = new Part();
        part.set(mine);
        try {
            T result = work.get();
            mine.keep();
            return result;
        } catch (RuntimeException | Error e) {
            mine.undo(e);
            throw e;
        } finally {
            part.remove();
        }
    }

    /** A stretch of a transaction, from its first statement on. */
    private static final class Part {
        private @Nullable Connection connection;
        private @Nullable Savepoint start;

        void begin(Connection underWay) throws SQLException {
            if (start == null) {
                connection = underWay;
                start = underWay.setSavepoint();
            }
        }

        void keep() {
            try {
                if (connection != null && start != null) {
                    connection.releaseSavepoint(start);
                }
            } catch (SQLException e) {
                throw new StoreFailure(e);
            }
        }

        void undo(Throwable why) {
            try {
                if (connection != null && start != null) {
                    connection.rollback(start);
                    connection.releaseSavepoint(start);
                }
            } catch (SQLException e) {
                why.addSuppressed(e);
                throw new StoreFailure(e);
            }
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
