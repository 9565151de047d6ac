/**
 * Built services as processes, for tests that see them from outside: started, asked for readiness, killed, started again.
 * A process belongs to the test that started it, which closes it; whatever is left ends with the test's JVM.
 */
@NullMarked
package io.ringfence.testing.process;

import org.jspecify.annotations.NullMarked;
