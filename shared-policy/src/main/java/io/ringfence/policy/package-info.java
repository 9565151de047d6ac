/** The brain: image, delta, resolver and the naive evaluator; pure. */
@NullMarked
package io.ringfence.policy;

import org.jspecify.annotations.NullMarked;
