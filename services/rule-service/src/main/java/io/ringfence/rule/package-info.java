/** The rule service. */
@NullMarked
package io.ringfence.rule;

import org.jspecify.annotations.NullMarked;
