/**
 * What a policy lets pass, as a set: exact union, intersection, difference and emptiness, and with them what a change
 * opens and closes, and which rules never decide. Pure functions of resolved policies; nothing is sampled.
 * Immutable results, shared freely between threads. Anyone may call it.
 */
@NullMarked
package io.ringfence.policy.space;

import org.jspecify.annotations.NullMarked;
