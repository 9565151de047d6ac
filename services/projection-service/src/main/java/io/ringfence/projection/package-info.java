/** Temporal read models and queries. */
@NullMarked
package io.ringfence.projection;

import org.jspecify.annotations.NullMarked;
