/**
 * What became of commands, told on the results topic.
 * {@link io.ringfence.axon.announce.Results} may be used from any thread; the Kafka door calls it.
 */
@NullMarked
package io.ringfence.axon.announce;

import org.jspecify.annotations.NullMarked;
