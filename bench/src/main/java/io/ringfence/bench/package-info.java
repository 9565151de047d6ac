/**
 * Measures a running Ringfence against floors and peers in the same run: a client like any other, it knows the public
 * interfaces only; what the kernel does with the agent's tables is in two packages below that know the agent's classes. Runs are interleaved and figures are ratios, as the machine is small and noisy; nothing is asserted.
 * One thread leads; each contestant brings its own. Started by {@code ./ringfence bench}; nothing depends on it.
 */
@NullMarked
package io.ringfence.bench;

import org.jspecify.annotations.NullMarked;
