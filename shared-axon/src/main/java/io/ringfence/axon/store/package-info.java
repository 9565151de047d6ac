/**
 * Axon over plain JDBC: event store, tokens, transactions. Stored payload bytes are the bytes on the wire.
 * A transaction belongs to the thread that began it; {@link io.ringfence.axon.store.JdbcTransactions} hands its
 * connection to everything that runs inside, so that a service's rows change with its events or not at all.
 * Services call {@code JdbcTransactions.call} in their collaborators and declare
 * {@link io.ringfence.axon.store.AggregateDefinition}s; the rest is for the wiring.
 */
@NullMarked
package io.ringfence.axon.store;

import org.jspecify.annotations.NullMarked;
