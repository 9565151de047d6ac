/**
 * When things are due again. For one thread; the clock is the host's own and is given from outside, so that tests turn
 * it by hand.
 */
@NullMarked
package io.ringfence.agent.time;

import org.jspecify.annotations.NullMarked;
