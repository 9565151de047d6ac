/**
 * What a host says of itself: the whole state of its enforcement, in one report, and how much each rule decided there.
 * Immutable records. Written by the enforcement agent; read by the projection.
 */
@NullMarked
package io.ringfence.events.enforcement;

import org.jspecify.annotations.NullMarked;
