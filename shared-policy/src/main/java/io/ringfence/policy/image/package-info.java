/**
 * All that the events say, as it stands: images are immutable records over persistent maps, deltas evolve them.
 * An image may be shared between threads; a delta belongs to one thread and is thrown away after {@code apply}.
 * Whatever order the three topics are read in, as long as each aggregate's own order is kept, one image results.
 */
@NullMarked
package io.ringfence.policy.image;

import org.jspecify.annotations.NullMarked;
