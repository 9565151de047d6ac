package io.ringfence.axon.store;

import java.sql.Connection;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.jdbc.ConnectionWrapperFactory.ConnectionCloseHandler;

/** A connection that its borrower can neither close nor commit: that is for the transaction it belongs to. */
final class BorrowedConnection implements ConnectionCloseHandler {
    private static final BorrowedConnection LEAVE_OPEN = new BorrowedConnection();

    private BorrowedConnection() {}

    static Connection of(Connection owned) {
        return ConnectionWrapperFactory.wrap(owned, LEAVE_OPEN);
    }

    @Override
    public void close(Connection delegate) {
        // The transaction closes it.
    }

    @Override
    public void commit(Connection delegate) {
        // The transaction commits.
    }
}
