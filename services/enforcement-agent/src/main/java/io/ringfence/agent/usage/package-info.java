/**
 * How much each rule decides: the kernel's counters, read on a thread of its own, shown on the host and told to everybody
 * now and then. Counting costs the policy nothing, and the flow does not wait for it.
 */
@NullMarked
package io.ringfence.agent.usage;

import org.jspecify.annotations.NullMarked;
