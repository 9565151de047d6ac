/**
 * From what should be enforced to what is: a host's policy and the host's own objections to it become a table in force
 * and a list of failures. On the flow's thread. One bad instance or group is isolated; the rest is enforced.
 */
@NullMarked
package io.ringfence.agent.enforce;

import org.jspecify.annotations.NullMarked;
