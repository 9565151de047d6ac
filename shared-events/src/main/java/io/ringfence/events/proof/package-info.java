/**
 * What makes tampering evident: the chain of each aggregate's events, the tree over all chains of a topic, signed heads,
 * and proofs that one event is under such a head (docs/tamper-evidence.md, the exact bytes). Pure, but that a new key
 * is chance. Values are safe for every thread; {@link io.ringfence.events.proof.HashTree} and the folds are one thread's.
 */
@NullMarked
package io.ringfence.events.proof;

import org.jspecify.annotations.NullMarked;
