/**
 * Histories for tests: told step by step, or random and lawful, as the event records that the topics would hold.
 * Few addresses, ports and priorities, so that matches, ties, overlaps and references are frequent.
 * Of one thread; called by tests only, and built on shared-events alone.
 */
@NullMarked
package io.ringfence.testing.story;

import org.jspecify.annotations.NullMarked;
