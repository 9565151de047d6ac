/**
 * Where times and ids come from, so that aggregates need neither clock nor randomness.
 * Safe for every thread; one {@link io.ringfence.axon.time.HybridClock} for each service.
 * Called by the gate and by whatever consumes the events of others.
 */
@NullMarked
package io.ringfence.axon.time;

import org.jspecify.annotations.NullMarked;
