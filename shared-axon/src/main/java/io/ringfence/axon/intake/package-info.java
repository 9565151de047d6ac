/**
 * Commands from Kafka: read, decided by the gate, answered on the results topic; what cannot be read goes to the dead
 * letters. Off unless {@code ringfence.intake.enabled} is true when the service is built.
 * Records of one key are decided in their order, keys beside each other; an offset is committed after the answers of
 * everything before it are in Kafka. Called by the messaging framework alone.
 */
@NullMarked
package io.ringfence.axon.intake;

import org.jspecify.annotations.NullMarked;
