/** A real KRaft broker and a real PostgreSQL in one JVM. */
@NullMarked
package io.ringfence.local;

import org.jspecify.annotations.NullMarked;
