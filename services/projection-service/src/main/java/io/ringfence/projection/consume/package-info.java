/**
 * From a batch of records to rows: load what the batch touches, replay it by shared-policy's own delta, write the
 * difference as sets together with the positions, in one transaction. All of it belongs to the flow's thread.
 */
@NullMarked
package io.ringfence.projection.consume;

import org.jspecify.annotations.NullMarked;
