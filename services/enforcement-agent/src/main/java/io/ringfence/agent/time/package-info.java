/**
 * When things are due again. An interval is for one thread, and its clock is the host's own and is given from outside, so
 * that tests turn it by hand; what is looked at regularly has a thread for it.
 */
@NullMarked
package io.ringfence.agent.time;

import org.jspecify.annotations.NullMarked;
