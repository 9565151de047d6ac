/**
 * Changes as they happen: decided, projected, enforced; for whoever listens, and as a metric. One thread of its own
 * tells them; the flow and the reader of reports only leave word.
 */
@NullMarked
package io.ringfence.projection.changes;

import org.jspecify.annotations.NullMarked;
