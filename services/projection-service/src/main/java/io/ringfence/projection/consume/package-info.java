/**
 * From a batch of records to rows: load what the batch touches and no batch before did, replay it by shared-policy's own
 * delta, write the difference as sets together with the positions, in one transaction, while the next batch is replayed.
 * All but the writing belongs to the flow's thread.
 */
@NullMarked
package io.ringfence.projection.consume;

import org.jspecify.annotations.NullMarked;
