/**
 * What the agent knew, on the host's disk: where it starts from, and what is restored before workloads run when the host
 * comes up. Written on a thread of its own, from images that nobody changes.
 */
@NullMarked
package io.ringfence.agent.snapshot;

import org.jspecify.annotations.NullMarked;
