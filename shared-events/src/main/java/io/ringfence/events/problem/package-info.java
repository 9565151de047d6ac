/**
 * Refusals, in the shape of RFC 9457 with a stable code.
 * Thrown by readers and aggregates, answered by every door; immutable.
 */
@NullMarked
package io.ringfence.events.problem;

import org.jspecify.annotations.NullMarked;
