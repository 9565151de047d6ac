/**
 * From the feed's batches to the image of everything, and what it has to have read before it may act on it. All on the
 * flow's thread.
 */
@NullMarked
package io.ringfence.agent.feed;

import org.jspecify.annotations.NullMarked;
