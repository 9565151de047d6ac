/**
 * What an aggregate sees: its base class, who asks and when, and the two ways to answer.
 * An aggregate lives on one worker thread at a time and knows no clock, randomness, HTTP or Kafka: ids are in the
 * command, the time is in the {@link io.ringfence.axon.decide.CommandContext}.
 * A handler returns {@code accepted(...)}, after {@code record(...)} or alone for a no-op, or throws a refusal;
 * {@link io.ringfence.axon.decide.NotYetKnown} where waiting for another service may help.
 */
@NullMarked
package io.ringfence.axon.decide;

import org.jspecify.annotations.NullMarked;
