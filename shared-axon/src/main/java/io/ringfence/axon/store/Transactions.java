package io.ringfence.axon.store;

import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;

/** Transactions in which several commands are decided, each of which can be undone alone. */
public interface Transactions extends TransactionManager {
    /** Does work in the transaction under way; what it changed is undone, and that alone, if it throws. */
    <T> T undoable(Supplier<T> work);
}
