/**
 * Commands from Kafka: read, decided by the gate, answered on the results topic; what cannot be answered goes to the
 * dead letters. Off unless {@code ringfence.intake.enabled} is true when the service is built.
 * One thread reads and commits; records of one key are decided in their order, keys beside each other, and one that
 * waits holds up nothing but its key. For each partition the offset committed is that of the first record without an
 * answer. Nobody calls it.
 */
@NullMarked
package io.ringfence.axon.intake;

import org.jspecify.annotations.NullMarked;
