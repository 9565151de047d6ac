/**
 * What happens to a packet: the law of {@code docs/semantics.md}, section "The verdict", word for word.
 * Stateless and naive on purpose: it is read beside the law, and everything faster is tested against it.
 * Anyone may call it, from any thread.
 */
@NullMarked
package io.ringfence.policy.verdict;

import org.jspecify.annotations.NullMarked;
