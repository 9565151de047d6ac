/**
 * The current image as lines, for an agent that starts for the first time. It only reads, chunk by chunk, on the event
 * loop of whoever asks.
 */
@NullMarked
package io.ringfence.projection.snapshot;

import org.jspecify.annotations.NullMarked;
