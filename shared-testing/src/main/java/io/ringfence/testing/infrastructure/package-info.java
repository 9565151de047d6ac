/**
 * The real Kafka and the real PostgreSQL that tests use: one pair for a test JVM, started at the first wish, gone with
 * that JVM. By default they are the servers of deploy/local in a JVM beside it; with
 * {@code -Dringfence.infrastructure=containers} and a Docker that answers they are Testcontainers'. Tests cannot tell.
 * Safe from any thread. Called by tests only: plain ones through {@code Infrastructure}, Quarkus ones through
 * {@code InfrastructureResource}.
 */
@NullMarked
package io.ringfence.testing.infrastructure;

import org.jspecify.annotations.NullMarked;
