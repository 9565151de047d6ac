/** Seeds, generators, infrastructure and house rules for tests. */
@NullMarked
package io.ringfence.testing;

import org.jspecify.annotations.NullMarked;
