/**
 * Dead letters: what a service could not answer, read from Kafka into rows, shown, and sent again when somebody asks.
 * One thread follows the topic; {@link io.ringfence.projection.letters.LetterRows} is asked from event loops.
 * Nothing else in the projection knows of them.
 */
@NullMarked
package io.ringfence.projection.letters;

import org.jspecify.annotations.NullMarked;
