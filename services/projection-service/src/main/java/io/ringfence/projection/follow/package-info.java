/**
 * Reading topics that are not events of the contract: whole, from a place that the reader names, and from the start again
 * when the topic is another one under its name. A follower has one thread, which its sink may block.
 */
@NullMarked
package io.ringfence.projection.follow;

import org.jspecify.annotations.NullMarked;
