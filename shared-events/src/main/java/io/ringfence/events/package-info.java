/**
 * The contract that services, hosts and clients share: facts, requests, values and their form on the wire.
 * Everything here is immutable and free of threads, clocks, randomness and I/O; anyone may call it.
 * Events are kept for ever: a record or a field is only ever added, never renamed, removed or given another meaning.
 */
@NullMarked
package io.ringfence.events;

import org.jspecify.annotations.NullMarked;
