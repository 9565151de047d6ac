/**
 * Whether every service is ready, in one answer.
 * Asks all of them at once; never blocks. Called by people, by the launcher and by monitoring.
 */
@NullMarked
package io.ringfence.gateway.health;

import org.jspecify.annotations.NullMarked;
