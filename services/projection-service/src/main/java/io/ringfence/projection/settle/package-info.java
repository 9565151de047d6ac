/**
 * Until when the events that an answer knows are all there are. Followed on a thread of its own, kept in memory, asked
 * from any thread.
 */
@NullMarked
package io.ringfence.projection.settle;

import org.jspecify.annotations.NullMarked;
