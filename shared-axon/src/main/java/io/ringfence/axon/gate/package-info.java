/**
 * The one way from a command to its outcome: decided once, in one transaction with its ledger row.
 * {@link io.ringfence.axon.gate.CommandGate#submit} may be called from any thread, event loops too; the work is
 * done on the threads of its lanes, in batches that share a transaction ({@link io.ringfence.axon.gate.GroupCommit}).
 * Doors (REST, Kafka, reactions to events) call it; nothing else dispatches commands.
 */
@NullMarked
package io.ringfence.axon.gate;

import org.jspecify.annotations.NullMarked;
