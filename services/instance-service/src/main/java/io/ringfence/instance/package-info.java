/** The instance service. */
@NullMarked
package io.ringfence.instance;

import org.jspecify.annotations.NullMarked;
