/**
 * Every minute the chains of a topic's aggregates become one signed hash, a head, on a topic and in a file of its own:
 * whoever alters, takes away or cuts off what was signed is found out. And the proof that one event is under a head.
 */
@NullMarked
package io.ringfence.projection.heads;

import org.jspecify.annotations.NullMarked;
