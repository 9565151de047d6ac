/**
 * From the event store to Kafka: every event, in the store's order, the stored bytes unchanged.
 * One thread of Axon's publishes; {@link io.ringfence.axon.publish.RecordSink} may be used from any thread and is what
 * everything in a service sends through.
 * Nobody calls the publisher: committing an event is what makes it work.
 */
@NullMarked
package io.ringfence.axon.publish;

import org.jspecify.annotations.NullMarked;
