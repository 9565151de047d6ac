/**
 * The law against the kernel: two real agents, each in the namespace of a host of its own, a real Kafka, and packets
 * whose fate is compared with what semantics.md says. Black box: the agents' fast-jar must be built before. One pair of
 * hosts serves all tests of a run, one test after the other; each leaves them without instances.
 */
@NullMarked
package io.ringfence.packets;

import org.jspecify.annotations.NullMarked;
