/**
 * A real KRaft broker and a real PostgreSQL without Docker: the ground under {@code ./ringfence up} and under every
 * test that needs either.
 *
 * <p>Each server starts in its static {@code start} and stops in {@code close}; both may be called from any thread, once.
 * Called by {@code LocalInfrastructure} (its own JVM) and by shared-testing (inside a test JVM), by nothing in production.
 */
@NullMarked
package io.ringfence.local;

import org.jspecify.annotations.NullMarked;
