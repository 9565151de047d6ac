/**
 * The form on the wire: CloudEvents attributes, topics, JSON, and the strict readers of requests.
 * Stateless; every door (REST, Kafka, later ones) reads requests through {@link io.ringfence.events.wire.CommandCodec},
 * so that the same request is accepted or refused alike wherever it came in.
 */
@NullMarked
package io.ringfence.events.wire;

import org.jspecify.annotations.NullMarked;
