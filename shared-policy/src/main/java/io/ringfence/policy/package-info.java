/**
 * The brain: events evolve an image, the image is resolved into the policy of a host, and a packet is judged, or all
 * packets at once.
 * Pure: no framework, thread, clock, randomness or I/O; the instant is always an argument.
 * Called by projection-service and enforcement-agent; the evaluator is the oracle of the packet tests.
 */
@NullMarked
package io.ringfence.policy;

import org.jspecify.annotations.NullMarked;
