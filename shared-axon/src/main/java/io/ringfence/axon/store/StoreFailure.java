package io.ringfence.axon.store;

import java.sql.SQLException;

/** The store could not do what it was told; the cause is what the driver said. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
