/**
 * What is denied, as far as anybody wants to know: the kernel tells of some of the packets that it drops, the policy in
 * force says which rule was decisive, and everybody is told. On a thread of its own; off unless it is configured.
 */
@NullMarked
package io.ringfence.agent.denied;

import org.jspecify.annotations.NullMarked;
