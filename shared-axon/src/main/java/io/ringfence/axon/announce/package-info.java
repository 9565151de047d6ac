/**
 * What became of commands, told on the results topic: every outcome that was decided, whichever door its command came
 * by, is sent at least once.
 * The ledger is the outbox: one thread reads it in the order in which its transactions became settled and sends each
 * row. What no row holds (a command that comes again, one that is none) is sent at once by the door that knows it.
 * {@link io.ringfence.axon.announce.Results} may be used from any thread.
 */
@NullMarked
package io.ringfence.axon.announce;

import org.jspecify.annotations.NullMarked;
