package io.ringfence.axon.store;

import org.axonframework.common.jdbc.PersistenceExceptionResolver;

/** Tells Axon that another writer was first at an aggregate's next sequence number: SQLState 23505. */
final class DuplicateKeyResolver implements PersistenceExceptionResolver {
    @Override
    public boolean isDuplicateKeyViolation(Exception exception) {
        return SqlState.isDuplicateKey(exception);
    }
}
